package objects

import (
	"context"
	"log/slog"
	"time"
)

// pause is how long Follow waits for a notice before it looks by itself: for
// what could not be handed over, and for a notice that was lost.
const pause = 2 * time.Second

// Follow plays the part of S3's own events: it hands each object that is made
// in the bucket called name, or made again, to each. Like S3 it may hand one
// over more than once, never not at all: it begins with all that are there,
// and when each returns an error the same object comes again after a pause. It
// returns when ctx ends.
func (s *Store) Follow(ctx context.Context, name string, each func(Object) error) {
	handed := map[string]Object{}
	for {
		there, err := List(ctx, s.url, name)
		if err != nil && ctx.Err() == nil {
			slog.Error("objects are not followed", "error", err.Error())
		}
		if err == nil {
			handed = handOver(ctx, there, handed, each)
		}
		select {
		case <-ctx.Done():
			return
		case <-s.woken:
		case <-time.After(pause):
		}
	}
}

// handOver gives what is handed over by now, without what is gone.
func handOver(ctx context.Context, there []Object, before map[string]Object, each func(Object) error) map[string]Object {
	handed := map[string]Object{}
	for _, o := range there {
		if ctx.Err() == nil && before[o.Key] != o && each(o) != nil {
			continue
		}
		handed[o.Key] = o
	}
	return handed
}
