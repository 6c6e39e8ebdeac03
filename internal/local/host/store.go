package host

import (
	"context"
	"os"
	"path/filepath"

	"tierce/internal/local/objects"
)

const bucketName = "tierce"

// openStore starts the bucket's store, whose objects lie beside the table's
// rows; without a folder for those they go with the host.
func (h *Host) openStore(ctx context.Context) (err error) {
	dir := filepath.Join(h.data, "objects")
	if h.data == "" {
		if h.passing, err = os.MkdirTemp("", "tierce-objects"); err != nil {
			return err
		}
		dir = h.passing
	}
	if h.objects, err = objects.Start(ctx, dir); err != nil {
		return err
	}
	return objects.Make(ctx, h.objects.URL(), bucketName, h.URL)
}

// closeStore ends the store.
func (h *Host) closeStore() {
	if h.objects != nil {
		h.objects.Stop()
	}
	if h.passing != "" {
		os.RemoveAll(h.passing)
	}
}
