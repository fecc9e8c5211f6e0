package batch

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes a file for this process, until it is closed or the process ends; false where another has it. A locked byte can't
// be read on Windows: this one lies behind all that a journal holds.
func lock(file *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// closeAndRemove: an open file can't be removed on Windows.
func closeAndRemove(file *os.File) error {
	return errors.Join(file.Close(), os.Remove(file.Name()))
}
