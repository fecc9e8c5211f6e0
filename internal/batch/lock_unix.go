//go:build unix

package batch

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lock locks a file until it is closed or the process ends. It reports false if another process has the lock.
func lock(file *os.File) (bool, error) {
	err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if errors.Is(err, unix.EWOULDBLOCK) {
		return false, nil
	}
	if errors.Is(err, unix.ENOTSUP) || errors.Is(err, unix.ENOLCK) { // some network file systems have no locks: herald runs without
		return true, nil
	}
	return err == nil, err
}

// closeAndRemove removes a file before its lock is released, so that no process opens it in between.
func closeAndRemove(file *os.File) error {
	return errors.Join(os.Remove(file.Name()), file.Close())
}
