package main

import (
	"os"
	"syscall"
)

// peak returns the peak memory of an ended process, in bytes.
func peak(p *os.ProcessState) int64 {
	return p.SysUsage().(*syscall.Rusage).Maxrss << 10
}
