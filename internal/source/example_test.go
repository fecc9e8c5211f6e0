package source_test

import (
	"fmt"

	"herald/internal/decode"
	"herald/internal/source"
)

// Each page of a WARC has the URL and the time of its capture.
func ExamplePages() {
	opts := source.Options{Classify: decode.Classify}
	for page, err := range source.Pages([]string{"../../testdata/forms/wget.warc.gz"}, nil, opts) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(page.Form, page.URL, page.Captured, len(page.Data) > 0)
	}
	// Output:
	// warc http://127.0.0.1:8765/view.php?ud=20200826000999 2026-11-23T12:54:54Z true
	// warc http://127.0.0.1:8765/article/10999999 2026-11-23T12:54:54Z true
	// warc http://127.0.0.1:8765/old.php 2026-11-23T12:54:54Z true
}
