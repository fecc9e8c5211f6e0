package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"path"
	"time"
)

// tarball is a .tar.gz of files in the order given, each folder before what is in it, all of root and of one time.
func tarball(files []file, modified time.Time) ([]byte, error) {
	var out bytes.Buffer
	zw := gzip.NewWriter(&out) // its header has neither name nor time
	tw := tar.NewWriter(zw)
	header := tar.Header{ModTime: modified, Uname: "root", Gname: "root", Format: tar.FormatGNU} // the one that dpkg reads
	written := map[string]bool{}
	for _, f := range files {
		for _, folder := range folders(f.name) {
			if written[folder] {
				continue
			}
			written[folder] = true
			h := header
			h.Typeflag, h.Name, h.Mode = tar.TypeDir, folder+"/", 0o755
			if err := tw.WriteHeader(&h); err != nil {
				return nil, err
			}
		}
		h := header
		h.Typeflag, h.Name, h.Mode, h.Size = tar.TypeReg, f.name, int64(f.mode), int64(len(f.data))
		if err := tw.WriteHeader(&h); err != nil {
			return nil, err
		}
		if _, err := tw.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := errors.Join(tw.Close(), zw.Close())
	return out.Bytes(), err
}

// folders are those that a file is in, the outermost first.
func folders(name string) []string {
	dir := path.Dir(name)
	if dir == "." {
		return nil
	}
	return append(folders(dir), dir)
}

// zipped is a .zip of files in the order given, all of one time.
func zipped(files []file, modified time.Time) ([]byte, error) {
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: modified}
		header.SetMode(f.mode)
		w, err := zw.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, err
		}
	}
	err := zw.Close()
	return out.Bytes(), err
}

// compressed is what gzip -9n makes of data.
func compressed(data []byte) ([]byte, error) {
	var out bytes.Buffer
	zw, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = zw.Write(data)
	err = errors.Join(err, zw.Close())
	return out.Bytes(), err
}
