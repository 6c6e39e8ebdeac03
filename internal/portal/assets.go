package portal

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"path"
	"strings"
	"sync"

	"tierce/internal/access"
)

//go:embed static/*
var staticFiles embed.FS

type file struct {
	name, kind string
	data       []byte
}

// assetFiles are the site's few files by their address, which holds a hash of
// the content: a browser may keep one for good.
var assetFiles = sync.OnceValue(func() map[string]file {
	kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
	all := map[string]file{}
	entries, err := staticFiles.ReadDir("static")
	if err != nil {
		panic("portal: " + err.Error()) // compiled in
	}
	for _, e := range entries {
		data, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			panic("portal: " + err.Error())
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(e.Name())
		at := "/static/" + strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		all[at] = file{name: e.Name(), kind: kinds[ext], data: data}
	}
	return all
})

// asset gives the address of the file called name.
func asset(name string) string {
	for at, f := range assetFiles() {
		if f.name == name {
			return at
		}
	}
	panic("portal: no file " + name) // held by a test
}

func (v *visit) asset() error {
	f, ok := assetFiles()[v.r.URL.Path]
	if !ok {
		return access.Nothing()
	}
	h := v.w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, err := v.w.Write(f.data)
	return err
}
