package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/iotest"

	"github.com/klauspost/compress/gzip"
)

// TestGunzipResumes: the members after a damaged one are read, for any place and length of the damage.
func TestGunzipResumes(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{100, 16 * headSize, recordable - 16*headSize, recordable, 2*recordable + 100} {
		for _, at := range []float64{0, 0.2, 0.5, 0.99} {
			t.Run(fmt.Sprintf("%d at %v", size, at), func(t *testing.T) {
				damaged := member(t, bytes.Repeat(randomBytes(random, 1000), size/1000+1)[:size], gzip.NoCompression)
				damaged[10+int(at*float64(len(damaged)-20))] ^= 0xff // after the header, before the checksum
				in := slices.Concat(member(t, []byte("before"), gzip.BestSpeed), damaged, member(t, []byte("after"), gzip.BestSpeed),
					member(t, []byte(" it"), gzip.BestSpeed))
				z := newGunzip(bufio.NewReaderSize(bytes.NewReader(in), 16*headSize))
				got, err := io.ReadAll(z)
				if err == nil || !bytes.HasPrefix(got, []byte("before")) {
					t.Fatalf("%d bytes, %v; want damage after the first member", len(got), err)
				}
				if !z.resume() {
					t.Fatal("not resumed")
				}
				if got, err := io.ReadAll(z); string(got) != "after it" {
					t.Errorf("resumed with %.40q, %v", got, err)
				}
			})
		}
	}
}

// TestGunzipEndsWithTheFile: if the file is damaged too, its error is the end of it. To resume would read the same again without
// end.
func TestGunzipEndsWithTheFile(t *testing.T) {
	broken := errors.New("the file is damaged")
	damaged := member(t, []byte("a page of a hundred bytes or so"), gzip.NoCompression)
	damaged[20] ^= 0xff
	z := newGunzip(bufio.NewReaderSize(io.MultiReader(bytes.NewReader(damaged), iotest.ErrReader(broken)), 16*headSize))
	if _, err := io.ReadAll(z); err == nil {
		t.Fatal("no damage")
	}
	if z.resume() {
		t.Error("resumed without a member")
	}
	if !errors.Is(z.err, broken) {
		t.Errorf("ended with %v, want the error of the file", z.err)
	}
}

func member(t *testing.T, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// randomBytes holds no start of a gzip member.
func randomBytes(random *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(random.IntN(0x1f))
	}
	return b
}
