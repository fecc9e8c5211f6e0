package source

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
)

const (
	// maxSpool is the longest zip that is held in memory because it is not a file: it comes from a pipe, or is in another
	// container. Two pages of the largest size.
	maxSpool = 2 * DefaultMaxPage
	// maxDirectory is the number of bytes read of a zip before its first member: the directory of some 150,000 pages. Go
	// takes 300 bytes of memory for a member, which may have no more than 47 in the directory.
	maxDirectory = 16 << 20
)

// zip yields the members of a zip; of a WACZ only the records of its WARCs.
func (f *file) zip(in io.Reader, at place) bool {
	whole, size, err := f.anyPlace(in, at)
	if err != nil {
		return f.fail(at, err)
	}
	z, broken := openZip(whole, size)
	if _, refused := errors.AsType[*Error](broken); broken != nil && !refused {
		z = f.repairedZip(whole, size)
	}
	if z == nil {
		return f.fail(at, broken)
	}
	members := z.File[:min(len(z.File), f.opts.MaxMembers)]
	if d, ok := documentIn(members); ok {
		return f.fail(at, fail("not-a-page", "%s, not a page; to read it: %s", d.name, d.read))
	}
	switch more := f.zipMembers(members, at); {
	case !more:
		return false
	case f.bomb():
		return true // reported with the member; every other member would report it again
	case len(z.File) > len(members):
		return f.fail(at, f.tooMany())
	}
	return broken == nil || f.fail(at, errNoDirectory)
}

// zipMembers yields the pages of members, up to a bomb.
func (f *file) zipMembers(members []*zip.File, at place) bool {
	inWACZ, files := isWACZ(members), newFileNames()
	for _, m := range members {
		files.add(memberPath(memberName(m.Name)))
	}
	for _, m := range members {
		if m.Mode().IsDir() || inWACZ && !strings.HasPrefix(m.Name, "archive/") {
			continue
		}
		within, reason := at.inside(memberName(m.Name)), (*Error)(nil)
		if inWACZ {
			within.wacz, within.depth = true, at.depth // a WACZ and its WARC are one container
		} else {
			reason = f.unwantedMember(memberName(m.Name), files)
		}
		if !f.zipEntry(m, reason, within) {
			return false
		}
		if f.bomb() {
			break
		}
	}
	return true
}

// memberName returns a name in UTF-8: Korean systems write the names in a zip in CP949, and do not state that.
func memberName(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	decoded, err := korean.EUCKR.NewDecoder().String(name)
	if err != nil || strings.ContainsRune(decoded, unicode.ReplacementChar) {
		return name
	}
	return decoded
}

// openZip reads the directory of a zip.
func openZip(whole io.ReaderAt, size int64) (*zip.Reader, error) {
	read, opened := 0, false
	z, err := zip.NewReader(readerAtFunc(func(p []byte, off int64) (int, error) {
		if read += len(p); !opened && read > maxDirectory {
			return 0, fail("too-many-members", "a zip with a directory longer than %d bytes: unpack it, and name the folder", maxDirectory)
		}
		if off < 0 { // for an os.File it would be an error of the system
			return 0, errors.New("a member before the start of the zip")
		}
		return whole.ReadAt(p, off)
	}), size)
	opened = true
	return z, err
}

// zipEntry yields the pages of a member, unless there is a reason to pass it over.
func (f *file) zipEntry(m *zip.File, reason *Error, at place) bool {
	if reason == nil && !m.Mode().IsRegular() {
		reason = notAFile()
	}
	if reason != nil {
		return f.fail(at, reason)
	}
	return f.zipMember(m, at)
}

func (f *file) zipMember(m *zip.File, at place) bool {
	in, err := openMember(m)
	if err != nil {
		return f.fail(at, err)
	}
	defer in.Close()
	at.size = m.FileInfo().Size()
	return f.read(f.inflated(in), at)
}

func openMember(m *zip.File) (io.ReadCloser, error) {
	const encrypted = 1 // of the flags
	if m.Flags&encrypted != 0 {
		return nil, fail("unsupported", "encrypted; herald asks for no password")
	}
	in, err := m.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fail("unsupported", "compressed by method %d, which is not known", m.Method)
	}
	return in, err
}

func (f *file) tooMany() *Error {
	return fail("too-many-members", "more than %d members; the others were not read; --max-members raises the bound", f.opts.MaxMembers)
}

// document is a kind of file that is a zip, and is no archive of pages.
type document struct {
	member string // that it always has
	name   string
	read   string // the command that makes of it what can be read
}

var documents = []document{
	{"word/document.xml", "a Word document", "pandoc -f docx -t html FILE | herald extract"},
	{"xl/workbook.xml", "an Excel workbook", "soffice --headless --convert-to csv FILE"},
	{"ppt/presentation.xml", "a PowerPoint presentation", "soffice --headless --convert-to html FILE"},
	{"META-INF/manifest.xml", "an OpenDocument file", "soffice --headless --convert-to html FILE"},
}

func documentIn(members []*zip.File) (document, bool) {
	for _, m := range members {
		for _, d := range documents {
			if m.Name == d.member {
				return d, true
			}
		}
	}
	return document{}, false
}

func isWACZ(members []*zip.File) bool {
	manifest, archive := false, false
	for _, m := range members {
		manifest = manifest || m.Name == "datapackage.json"
		archive = archive || strings.HasPrefix(m.Name, "archive/")
	}
	return manifest && archive
}

// anyPlace returns a stream as an io.ReaderAt, and its length.
func (f *file) anyPlace(in io.Reader, at place) (io.ReaderAt, int64, error) {
	if f.disk != nil && at.depth == 0 && at.packed == 0 {
		info, err := f.disk.Stat()
		if err != nil {
			return nil, 0, err
		}
		f.in = info.Size()
		return countedAt{f.disk, f.opts.Progress}, info.Size(), nil
	}
	data, err := f.atMost(in, maxSpool, at.size)
	if isTooLarge(err) {
		err = tooLongToSpool
	}
	return bytes.NewReader(data), int64(len(data)), err
}

var tooLongToSpool = fail("too-large", "a zip or web archive from a pipe or in another container may be %d bytes: name it as a file", maxSpool)

type readerAtFunc func([]byte, int64) (int, error)

func (read readerAtFunc) ReadAt(p []byte, off int64) (int, error) { return read(p, off) }

// tar yields the regular members of a tar, and of those joined to it; links and devices in it are only names.
func (f *file) tar(b *bufio.Reader, at place) bool {
	t, files := tar.NewReader(b), newFileNames()
	for n := 0; ; n++ {
		member, err := t.Next()
		if errors.Is(err, io.EOF) {
			another, broken := nextTar(b)
			if !another {
				return broken == nil || f.fail(at, broken)
			}
			t = tar.NewReader(b)
			member, err = t.Next() // of a header that is there
		}
		if err == nil && n == f.opts.MaxMembers {
			err = f.tooMany()
		}
		if err != nil {
			return f.fail(at, err)
		}
		files.add(memberPath(member.Name)) // of a folder before its page it is not known yet that it has one
		if member.Typeflag == tar.TypeDir || member.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		more, broken := f.tarEntry(t, member, files, at)
		switch {
		case !more:
			return false
		case broken, f.bomb():
			return true // reported with the member; Next, or every other member, would report it again
		}
	}
}

// nextTar moves past the zeros at the end of a tar, and reports whether another begins there; if not, it reads to the end of
// the stream: the checksum of a tgz follows the tar.
func nextTar(b *bufio.Reader) (bool, error) {
	for {
		c, err := b.Peek(1)
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if c[0] != 0 {
			break
		}
		_, _ = b.Discard(1) // it is there
	}
	if head, _ := b.Peek(tarBlock); tarHeader(head) {
		return true, nil
	}
	_, err := io.Copy(io.Discard, b)
	return false, err
}

// tarEntry yields the pages of a member, unless it is passed over.
func (f *file) tarEntry(t *tar.Reader, member *tar.Header, files fileNames, at place) (more, broken bool) {
	reason := f.unwantedMember(member.Name, files)
	if reason == nil && !holdsFile(member) {
		reason = notAFile()
	}
	if reason != nil {
		return f.fail(at.inside(member.Name), reason), false
	}
	return f.tarMember(t, member, at)
}

// tarMember yields the pages of a member. If it is broken, nothing after it can be read.
func (f *file) tarMember(t *tar.Reader, member *tar.Header, at place) (more, broken bool) {
	var body io.Reader = readerFunc(func(p []byte) (int, error) {
		n, err := t.Read(p)
		broken = broken || err != nil && !errors.Is(err, io.EOF)
		return n, err
	})
	if sparse(member) {
		body = f.inflated(body)
	}
	within := at.inside(member.Name)
	within.size = member.Size
	more = f.read(body, within)
	return more, broken
}

// holdsFile reports whether a member is a regular file, of any of the types that tars have for one.
func holdsFile(member *tar.Header) bool {
	switch member.Typeflag {
	case tar.TypeReg, tar.TypeCont, tar.TypeGNUSparse:
		return true
	}
	return false
}

// sparse reports whether a file has holes. They take no room in the tar: a terabyte of them is a few bytes.
func sparse(member *tar.Header) bool {
	for key := range member.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return member.Typeflag == tar.TypeGNUSparse
}

// memberPath returns the name of a member as that of a file below the archive.
func memberPath(name string) string { return path.Clean(strings.ReplaceAll(name, `\`, "/")) }

// unwantedMember returns why a member is not read, or nil: hidden ones, the folders beside pages and the globs are treated as
// in a folder. files are the members of the archive, as far as they are known.
func (f *file) unwantedMember(name string, files fileNames) *Error {
	name = memberPath(name)
	for from := 0; ; {
		part, _, folder := strings.Cut(name[from:], "/")
		to := from + len(part)
		if reason := files.skipReason(name[:to], folder); reason != nil {
			return reason
		}
		if !folder {
			break
		}
		from = to + len("/")
	}
	if !f.opts.wanted(name) {
		return excluded()
	}
	return nil
}

func notAFile() *Error { return ignored("not-a-file", "not a file but a link or a device") }
