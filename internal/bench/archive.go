//go:build unix

package main

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// archive holds the paths of the same pages in four forms, and of a folder with a tenth of them.
type archive struct {
	folder, small, tar, warc, rows string
	bytes                          int64  // of the pages
	from                           string // description of the sets whose pages are repeated
}

func makeArchive(dir, root string, pages int) (archive, error) {
	a := archive{
		folder: filepath.Join(dir, "folder"),
		small:  filepath.Join(dir, "folder", "0"),
		tar:    filepath.Join(dir, "pages.tar.gz"),
		warc:   filepath.Join(dir, "pages.warc.gz"),
		rows:   filepath.Join(dir, "pages.jsonl"),
	}
	var originals [][]byte
	for _, set := range siteSets(root) {
		some, err := set.pages()
		if err != nil {
			return a, err
		}
		originals = append(originals, some...)
		a.from += fmt.Sprintf("%d of %s ", len(some), set.name)
	}
	if len(originals) == 0 {
		return a, fmt.Errorf("no pages of %d to %d bytes below %s", lightest, heaviest, root)
	}
	tarred, err := newTar(a.tar)
	if err != nil {
		return a, err
	}
	records, err := os.Create(a.warc)
	if err != nil {
		return a, err
	}
	rows, err := os.Create(a.rows)
	if err != nil {
		return a, err
	}
	for i := range pages {
		page := pageOf(originals, i)
		a.bytes += int64(len(page))
		name := fmt.Sprintf("%d/%06d.html", i*10/pages, i)
		err := errors.Join(writeFile(filepath.Join(a.folder, name), page), tarred.add(name, page),
			writeRecord(records, i, page), writeRow(rows, i, page))
		if err != nil {
			return a, err
		}
	}
	return a, errors.Join(tarred.close(), records.Close(), rows.Close())
}

// pageOf returns page i of the archive; one of a hundred is broken, in one of four ways.
func pageOf(originals [][]byte, i int) []byte {
	page := originals[i%len(originals)]
	if i%100 != 99 {
		return page
	}
	switch i / 100 % 4 {
	case 0:
		return page[:len(page)/20] // in the head
	case 1:
		return []byte("\n") // not empty: herald skips a WARC response without a body
	case 2:
		return []byte("<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>")
	default:
		return []byte("<html><body><ul>" + strings.Repeat("<li><a href='/a'>A link to a story</a></li>", 500) + "</ul></body></html>")
	}
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

// writeRecord writes the response record of a page in its own gzip member, as crawlers do.
func writeRecord(w io.Writer, i int, page []byte) error {
	response := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page), page)
	gz := gzip.NewWriter(w)
	_, err := fmt.Fprintf(gz, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://www.koreaherald.com/view.php?ud=%d\r\n"+
		"WARC-Date: 2021-03-03T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		i, len(response), response)
	return errors.Join(err, gz.Close())
}

// writeRow writes the page as a row of JSON lines, as Python and jq do: nothing is escaped that need not be.
func writeRow(w io.Writer, i int, page []byte) error {
	to := json.NewEncoder(w)
	to.SetEscapeHTML(false)
	return to.Encode(map[string]string{
		"url": fmt.Sprintf("http://www.koreaherald.com/view.php?ud=%d", i), "html": string(page),
	})
}
