package host

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Clock is real time plus what somebody moved it by. It never stands behind
// where it stood: the shift survives a restart. Rules, tokens and sessions go
// by it; the signing of AWS calls never does.
type Clock struct {
	mu    sync.Mutex
	file  string
	shift time.Duration
}

// openClock reads the shift that dir keeps; "" keeps none.
func openClock(dir string) (*Clock, error) {
	c := &Clock{}
	if dir == "" {
		return c, nil
	}
	c.file = filepath.Join(dir, "clock")
	data, err := os.ReadFile(c.file)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err == nil {
		c.shift, err = time.ParseDuration(string(data))
	}
	return c, err
}

// Now is the shifted time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.shift)
}

func (c *Clock) advance(by time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shift += by
	if c.file == "" {
		return nil
	}
	return os.WriteFile(c.file, []byte(c.shift.String()), 0o600)
}

// serve moves the clock by {"advance":"168h"} and runs what fell due before it
// answers with the time.
func (c *Clock) serve(sweep func() error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Advance string `json:"advance"`
		}
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&ask)
		by, bad := time.ParseDuration(ask.Advance)
		if err != nil || bad != nil || by < 0 || by > 20*365*24*time.Hour {
			http.Error(w, `{"error":"say {\"advance\":\"168h\"}: a Go duration, never back"}`, http.StatusBadRequest)
			return
		}
		if err = c.advance(by); err == nil {
			err = sweep()
		}
		if err != nil {
			http.Error(w, `{"error":"the clock moved, but what fell due could not all be run"}`, http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]time.Time{"now": c.Now().UTC()}) // nobody is left to tell
	}
}
