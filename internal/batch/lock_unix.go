//go:build unix

package batch

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock takes a file for this process, until it is closed or the process ends; false where another has it.
func lock(file *os.File) (bool, error) {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOLCK) { // a file system of a network: it is not refused for that
		return true, nil
	}
	return err == nil, err
}

// closeAndRemove keeps the lock until nobody can find the file.
func closeAndRemove(file *os.File) error {
	return errors.Join(os.Remove(file.Name()), file.Close())
}
