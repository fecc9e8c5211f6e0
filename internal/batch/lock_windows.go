package batch

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock locks a file until it is closed or the process ends. It reports false if another process has the lock. On Windows
// locked bytes cannot be read: the one byte that is locked is far after the end of any journal.
func lock(file *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}

// closeAndRemove closes a file before removing it: Windows does not remove an open file.
func closeAndRemove(file *os.File) error {
	return errors.Join(file.Close(), os.Remove(file.Name()))
}
