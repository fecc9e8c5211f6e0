//go:build unix

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// archive is the same pages in three forms, and a tenth of them as a folder.
type archive struct {
	folder, small, tar, warc string
	bytes                    int64 // of the pages
}

// pageSize is a usual page's, in bytes; fixtures that are shorter get more of the scripts that real pages end in.
const pageSize = 100_000

func makeArchive(dir, fixtures string, pages int) (archive, error) {
	a := archive{
		folder: filepath.Join(dir, "folder"),
		small:  filepath.Join(dir, "folder", "0"),
		tar:    filepath.Join(dir, "pages.tar.gz"),
		warc:   filepath.Join(dir, "pages.warc.gz"),
	}
	skeletons, err := skeletons(fixtures)
	if err != nil {
		return a, err
	}
	tarred, err := newTar(a.tar)
	if err != nil {
		return a, err
	}
	records, err := os.Create(a.warc)
	if err != nil {
		return a, err
	}
	for i := range pages {
		page := pageOf(skeletons, i)
		a.bytes += int64(len(page))
		name := fmt.Sprintf("%d/%06d.html", i*10/pages, i)
		err := errors.Join(writeFile(filepath.Join(a.folder, name), page), tarred.add(name, page), writeRecord(records, i, page))
		if err != nil {
			return a, err
		}
	}
	return a, errors.Join(tarred.close(), records.Close())
}

// skeletons are the fixtures of all templates, the rejected ones apart.
func skeletons(fixtures string) ([][]byte, error) {
	names, err := filepath.Glob(filepath.Join(fixtures, "*", "*.html"))
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, "/reject/") })
	if len(names) == 0 {
		return nil, fmt.Errorf("no pages in %s", fixtures)
	}
	var pages [][]byte
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
	}
	return pages, nil
}

// pageOf is the page of a number; one of a hundred is broken, in one of four ways.
func pageOf(skeletons [][]byte, i int) []byte {
	skeleton := skeletons[i%len(skeletons)]
	page := pad(skeleton, i)
	if i%100 != 99 {
		return page
	}
	switch i / 100 % 4 {
	case 0:
		return page[:len(page)/20] // in the head
	case 1:
		return []byte("\n") // a WARC leaves out an answer without a byte
	case 2:
		return []byte("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>")
	default:
		return []byte("<html><body><ul>" + strings.Repeat("<li><a href='/a'>A link to a story</a></li>", 500) + "</ul></body></html>")
	}
}

// pad gives the page of a number the usual size by a script at its end; a text rendering stays as it is.
func pad(page []byte, i int) []byte {
	end := bytes.LastIndex(page, []byte("</body>"))
	if end < 0 {
		return bytes.Clone(page)
	}
	return slices.Concat(page[:end], filling(i, pageSize-len(page)), page[end:])
}

// filling is a script of some length, other for each page: an archive must not shrink to one page.
func filling(i, length int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<script>var p%d = [", i)
	for n := uint32(i); b.Len() < length; n++ {
		fmt.Fprintf(&b, `{"slot": %d, "unit": "u%x"},`+"\n", n%97, n*2654435761) // Knuth's multiplicative hash
	}
	b.WriteString("];</script>")
	return b.Bytes()
}

func writeFile(name string, page []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, page, 0o666)
}

type tarGz struct {
	file *os.File
	gz   *gzip.Writer
	tar  *tar.Writer
}

func newTar(name string) (*tarGz, error) {
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	gz := gzip.NewWriter(file)
	return &tarGz{file, gz, tar.NewWriter(gz)}, nil
}

func (t *tarGz) add(name string, page []byte) error {
	err := t.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: int64(len(page))})
	if err != nil {
		return err
	}
	_, err = t.tar.Write(page)
	return err
}

func (t *tarGz) close() error {
	return errors.Join(t.tar.Close(), t.gz.Close(), t.file.Close())
}

// writeRecord writes an answer as crawlers do: a gzip member for each record.
func writeRecord(w io.Writer, i int, page []byte) error {
	answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
	gz := gzip.NewWriter(w)
	_, err := fmt.Fprintf(gz, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.koreaherald.com/view.php?ud=%d\r\n"+
		"WARC-Date: 2021-03-03T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		i, len(answer), answer)
	return errors.Join(err, gz.Close())
}
