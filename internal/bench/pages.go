package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Pages of real weight have 60 to 150 KB: the two real pages of the site that are known have 76 and 80 KB, and pages that
// were reconstructed from its facts 61 to 174 KB.
const lightest, heaviest = 60_000, 150_000

func isHeavy(page []byte) bool { return len(page) >= lightest && len(page) <= heaviest }

// set is a group of pages of real weight, one row of the table.
type set struct {
	name    string
	pattern string // of its files: pages, gzipped pages, or tar.gz archives of pages
}

// siteSets returns sets of pages of this site: the fixtures below root, and the archive that may be in the folder shared beside
// root.
func siteSets(root string) []set {
	return []set{
		{"fixtures", filepath.Join(root, "testdata", "pages", "*", "heavy_*.html")},
		{"archive", filepath.Join(root, "..", "shared", "archives", "view", "*.tar.gz")},
	}
}

// heavySets returns these and sets of real pages of other sites, which may be in the folder shared: articles of other papers,
// and pages of seven kinds.
func heavySets(root string) []set {
	return append(siteSets(root), []set{
		{"papers", filepath.Join(root, "..", "shared", "papers", "html", "*.html.gz")},
		{"types", filepath.Join(root, "..", "shared", "types", "html", "*.html.gz")},
	}...)
}

// pages returns the pages of the set in the order of their names. A set without files is empty.
func (s set) pages() ([][]byte, error) {
	if strings.HasSuffix(s.pattern, ".tar.gz") { // all pages of an archive, as they are
		return readPages(s.pattern, func([]byte) bool { return true })
	}
	return readPages(s.pattern, isHeavy)
}

// readPages unpacks and reads all files of a pattern and returns the wanted pages.
func readPages(pattern string, wanted func(page []byte) bool) ([][]byte, error) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	var pages [][]byte
	for _, name := range names {
		if strings.Contains(name, "/reject/") {
			continue
		}
		read := readFile
		if strings.HasSuffix(name, ".tar.gz") {
			read = readArchive
		}
		some, err := read(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		pages = append(pages, slices.DeleteFunc(some, func(page []byte) bool { return !wanted(page) })...)
	}
	return pages, nil
}

func readFile(name string) ([][]byte, error) {
	if !strings.HasSuffix(name, ".gz") {
		page, err := os.ReadFile(name)
		return [][]byte{page}, err
	}
	var page []byte
	err := unpack(name, func(unpacked io.Reader) (err error) {
		page, err = io.ReadAll(unpacked)
		return err
	})
	return [][]byte{page}, err
}

func readArchive(name string) ([][]byte, error) {
	var pages [][]byte
	err := unpack(name, func(unpacked io.Reader) error {
		for members := tar.NewReader(unpacked); ; {
			member, err := members.Next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			if path.Ext(member.Name) != ".html" {
				continue
			}
			page, err := io.ReadAll(members)
			if err != nil {
				return err
			}
			pages = append(pages, page)
		}
	})
	return pages, err
}

func unpack(name string, read func(io.Reader) error) error {
	packed, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	return read(unpacked)
}
