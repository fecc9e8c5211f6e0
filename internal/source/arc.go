package source

import (
	"bufio"
	"fmt"
	"strconv"
	"time"
)

// arcRecords is ARC, in which the Internet Archive and Common Crawl kept their captures before WARC. Its own first record is
// a filedesc.
var arcRecords = records{"arc", arcHeader, []string{"filedesc:", "http:", "https:", "dns:", "ftp:"}, arcLine}

// arcLine is the header of a record: address, IP address, time, type and, last, length. Version 2 has more before the length.
// Addresses may hold blanks.
var arcLine = pattern(`^([a-z]+:[^\r\n]*?) [\d.:A-Fa-f]+ (\d{14}) (\S+)[^\r\n]* (\d+)\r?(?:\n|$)`)

func arcHeader(b *bufio.Reader) (record, error) {
	line, err := firstLine(b)
	if err != nil {
		return record{}, err
	}
	fields := arcLine().FindStringSubmatch(line)
	if fields == nil {
		return record{}, errNoRecord
	}
	size, err := strconv.ParseInt(fields[4], 10, 64)
	if err != nil {
		return record{}, fmt.Errorf("a record's length is %q", fields[4])
	}
	captured, err := time.Parse(archiveTime, fields[2])
	if err != nil {
		captured = time.Time{}
	}
	return record{url: fields[1], captured: captured, contentType: fields[3], size: size}, nil
}
