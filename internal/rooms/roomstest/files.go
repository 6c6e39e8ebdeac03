package roomstest

import (
	"context"
	"slices"
	"strings"

	"tierce/internal/bucket/buckettest"
	"tierce/internal/document"
	"tierce/internal/id"
)

// Files gives the house a bucket of its own. Nobody tells of what arrives in
// it but the test: Arrive and Scan play the part of S3 and of GuardDuty.
func (h *House) Files() *House {
	h.Bucket = buckettest.Name(h.T)
	h.Rooms = h.Rooms.Keeping(buckettest.On(h.T, h.Bucket, nil))
	return h
}

// Stored are the keys of the bucket that begin with prefix, sorted.
func (h *House) Stored(prefix string) []string {
	h.T.Helper()
	return slices.DeleteFunc(buckettest.Keys(h.T, h.Bucket), func(k string) bool { return !strings.HasPrefix(k, prefix) })
}

// Arrive tells of everything that lies in the bucket.
func (h *House) Arrive() {
	h.T.Helper()
	for _, k := range h.Stored("") {
		h.must(h.Documents.Arrived(context.Background(), k))
	}
}

// Scan tells of everything that lies in the bucket what a scan says of it.
func (h *House) Scan(isClean bool, threat string) {
	h.T.Helper()
	for _, k := range h.Stored("") {
		h.must(h.Documents.Scanned(context.Background(), k, isClean, threat))
	}
}

// File brings a file into d, as whoever has email, and has it found clean. It
// gives the document's id.
func (h *House) File(d, email, name, content string, to document.Audience) string {
	h.T.Helper()
	ctx := context.Background()
	s, _, err := h.Documents.Ask(ctx, h.As(email), d, document.Draft{Name: name, Size: int64(len(content)), Audience: to}, id.New())
	h.must(err)
	_, err = h.Documents.Bring(ctx, h.As(email), d, s.ID, []byte(content))
	h.must(err)
	h.Arrive()
	h.Scan(true, "")
	return s.Document
}
