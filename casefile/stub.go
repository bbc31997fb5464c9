package casefile

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"time"

	"ehccasefile/deadlines"
)

var errStub = errors.New("not yet")

type Key struct{}

func Passphrase(s string) Key  { return Key{} }
func RecoveryKey(s string) Key { return Key{} }
func NoPassphrase() Key        { return Key{} }

type File struct{}
type Tx struct{}

func Create(path string, key Key, now func() time.Time) (*File, error) { return nil, errStub }
func Open(path string, key Key, now func() time.Time) (*File, error)   { return nil, errStub }
func NeedsPassphrase(path string) (bool, error)                        { return false, errStub }
func (f *File) Close() error                                           { return errStub }
func (f *File) Path() string                                           { return "" }
func (f *File) Sealed() bool                                           { return false }
func (f *File) View(do func(*Tx) error) error                          { return errStub }
func (f *File) Update(do func(*Tx) error) error                        { return errStub }
func (f *File) OnChange(do func())                                     {}
func (f *File) AddRecoveryKey() (string, error)                        { return "", errStub }
func Put[T Record](tx *Tx, rec T) (T, error)                           { return rec, errStub }
func Get[T Record](tx *Tx, id ID) (T, error)                           { var t T; return t, errStub }
func Delete[T Record](tx *Tx, id ID) error                             { return errStub }
func All[T Record](tx *Tx, in CaseID) []T                              { return nil }
func (tx *Tx) Add(r io.Reader, name string) (Blob, error)              { return Blob{}, errStub }
func (f *File) Read(b Blob) ([]byte, error)                            { return nil, errStub }
func (tx *Tx) Read(b Blob) ([]byte, error)                             { return nil, errStub }
func Facts(tx *Tx, in CaseID) []deadlines.Fact                         { return nil }

type Health struct {
	Records, Documents int
	Bytes              int64
	Damaged            []string
}

func (f *File) Verify(ctx context.Context) (Health, error) { return Health{}, errStub }
func Fill(f *File, src fs.FS) error                        { return errStub }
