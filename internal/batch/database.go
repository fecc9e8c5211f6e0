package batch

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"herald/internal/article"
)

//go:embed database.sql
var databaseSQL string

// database is a sink of rows in SQLite. A position is the number of the last article. The complete file is a new one, written
// in one go: it has the same bytes however often the run was interrupted.
type database struct {
	name   string
	db     *sql.DB
	tx     *sql.Tx // since the last flush; nil if none could be begun
	insert [4]*sql.Stmt
	last   int64
}

func openDatabase(name string, at int64) (*database, error) {
	schema, _, _ := strings.Cut(databaseSQL, "-- indexes\n")
	if at == 0 { // the file may have been left without tables
		if err := removeAll(name, name+"-journal"); err != nil {
			return nil, err
		}
	}
	db, err := openSQLite(name)
	if err != nil {
		return nil, err
	}
	d := &database{name: name, db: db, last: at}
	if at == 0 {
		err = d.exec(schema)
	} else {
		err = d.cut(at)
	}
	if err == nil {
		err = d.begin()
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return d, nil
}

// openSQLite opens a file by its URL: a bare name would end at a question mark.
func openSQLite(name string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: name}).EscapedPath())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // SQLite has one writer
	return db, nil
}

func removeAll(names ...string) error {
	for _, name := range names {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// exec runs statements in one transaction.
func (d *database) exec(statements string) error {
	_, err := d.db.ExecContext(context.Background(), "BEGIN;"+statements+";COMMIT")
	return err
}

// cut deletes the articles after a position.
func (d *database) cut(at int64) error {
	var last int64
	row := d.db.QueryRowContext(context.Background(), "SELECT coalesce(max(n), 0) FROM articles")
	if err := errors.Join(row.Scan(&last), d.checkSize()); err != nil { // SQLite finds the file malformed
		return errors.Join(&shortError{name: d.name, want: at}, err)
	}
	if last < at {
		return &shortError{name: d.name, have: last, want: at}
	}
	return d.exec(fmt.Sprintf(`DELETE FROM articles WHERE n > %[1]d; DELETE FROM authors WHERE article > %[1]d;
		DELETE FROM images WHERE article > %[1]d; DELETE FROM warnings WHERE article > %[1]d`, at))
}

// checkSize returns an error if the file is shorter than its header states: what is missing is noticed only where it is read.
func (d *database) checkSize() error {
	var size int64
	row := d.db.QueryRowContext(context.Background(), "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
	if err := row.Scan(&size); err != nil {
		return err
	}
	info, err := os.Stat(d.name)
	if err == nil && info.Size() < size {
		err = fmt.Errorf("%s has %d bytes of %d", d.name, info.Size(), size)
	}
	return err
}

// begin starts the transaction that the next flush ends.
func (d *database) begin() (err error) {
	if d.tx, err = d.db.BeginTx(context.Background(), nil); err != nil {
		return err
	}
	for i, values := range []struct {
		table string
		count int
	}{{"articles", 21}, {"authors", 4}, {"images", 5}, {"warnings", 4}} {
		marks := strings.Repeat(", ?", values.count)[len(", "):]
		d.insert[i], err = d.tx.Prepare("INSERT INTO " + values.table + " VALUES (" + marks + ")")
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *database) Encode(a *article.Article) error {
	d.last++
	notes, err := json.Marshal(append([]string{}, a.Notes...))
	if err != nil {
		return err
	}
	_, err = d.insert[0].Exec(d.last, a.Headline, null(a.Subheadline), null(a.Byline), null(a.Agency), null(a.Date),
		null(a.Updated), null(a.Day), null(a.Section), a.Body, string(notes), null(a.URL), null(a.ID), null(a.Language),
		a.WordCount, a.Source.Path, null(a.Source.Member), a.Source.Form, a.Source.Encoding, null(a.Source.Captured), a.Template)
	if err != nil {
		return err
	}
	for i, p := range a.Authors {
		if _, err := d.insert[1].Exec(d.last, i+1, p.Name, null(p.Email)); err != nil {
			return err
		}
	}
	for i, p := range a.Images {
		if _, err := d.insert[2].Exec(d.last, i+1, null(p.URL), null(p.Caption), null(p.Credit)); err != nil {
			return err
		}
	}
	for i, w := range a.Warnings {
		if _, err := d.insert[3].Exec(d.last, i+1, w.Code, w.Message); err != nil {
			return err
		}
	}
	return nil
}

func null(o article.Optional) sql.NullString {
	return sql.NullString{String: string(o), Valid: o != ""}
}

// commit ends the transaction, only once: after a failure the run closes the database.
func (d *database) commit() error {
	tx := d.tx
	d.tx = nil
	if tx == nil {
		return nil
	}
	return tx.Commit()
}

func (d *database) flush() (int64, error) {
	if err := d.commit(); err != nil {
		return 0, err
	}
	return d.last, d.begin()
}

func (d *database) complete() (string, error) {
	if err := d.commit(); err != nil {
		return "", err
	}
	whole := d.name + ".whole"
	if err := removeAll(whole, whole+"-journal"); err != nil {
		return "", err
	}
	if _, err := d.db.ExecContext(context.Background(), "VACUUM INTO ?", whole); err != nil {
		return "", err
	}
	if err := d.db.Close(); err != nil {
		return "", err
	}
	return whole, index(whole)
}

// index adds the indexes and the full-text search.
func index(name string) error {
	db, err := openSQLite(name)
	if err != nil {
		return err
	}
	_, indexes, _ := strings.Cut(databaseSQL, "-- indexes\n")
	return errors.Join((&database{db: db}).exec(indexes), db.Close())
}

// close keeps all articles; a resumed run deletes those after its checkpoint.
func (d *database) close() error {
	return errors.Join(d.commit(), d.db.Close())
}
