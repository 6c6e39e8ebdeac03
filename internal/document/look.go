package document

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"tierce/internal/fault"
)

// looked is what an object was seen to be.
type looked struct {
	size  int64
	sha   string
	head  []byte
	holds []string // of those names that kinds look for
}

// look reads an object once.
func (r Room) look(ctx context.Context, object string) (looked, error) {
	body, size, err := r.Bucket.Get(ctx, objects+object)
	if err != nil {
		return looked{}, err
	}
	defer body.Close()
	is, err := lookAt(body)
	if err == nil && is.size != size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		f := fault.New(fault.Unavailable, "unavailable")
		f.Cause = err
		return is, f
	}
	return is, nil
}

// chunkMost is how many bytes are looked through at a time.
const chunkMost = 128 << 10

func lookAt(body io.Reader) (is looked, err error) {
	sum, sought := sha256.New(), names()
	chunk := make([]byte, 0, longest+chunkMost)
	for {
		kept := copy(chunk, chunk[len(chunk)-min(len(chunk), longest):]) // a name may stand across two
		n, err := io.ReadFull(body, chunk[kept:cap(chunk)])
		chunk = chunk[:kept+n]
		sum.Write(chunk[kept:])
		is.size += int64(n)
		if room := headMost - len(is.head); room > 0 {
			is.head = append(is.head, chunk[kept:][:min(room, n)]...)
		}
		is.holds = append(is.holds, found(chunk, sought)...)
		switch err {
		case nil:
		case io.EOF, io.ErrUnexpectedEOF: // the end, or the announced size tells otherwise
			is.sha = hex.EncodeToString(sum.Sum(nil))
			return is, nil
		default:
			return is, err
		}
	}
}

// found takes those names out of sought that stand in chunk.
func found(chunk []byte, sought map[string]bool) (names []string) {
	for name := range sought {
		if bytes.Contains(chunk, []byte(name)) {
			names = append(names, name)
			delete(sought, name)
		}
	}
	return names
}

// longest is how many bytes the names have that are looked for, at most.
const longest = 64

func names() map[string]bool {
	all := map[string]bool{macros: true}
	for _, k := range kinds {
		for _, name := range k.holds {
			all[name] = true
		}
	}
	return all
}
