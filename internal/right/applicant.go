package right

import (
	"context"

	"tierce/internal/access"
	"tierce/internal/fault"
	"tierce/internal/invitation"
)

// fits is subject.fits for level ("" for none), and refuses to let an applicant
// in to a dossier whose model has no applicant view: they would find an empty
// page (LOC-11).
func (r Room) fits(ctx context.Context, s subject, way invitation.Way, level access.Level) error {
	if err := s.fits(way); err != nil || way != invitation.Applicant || level == "" {
		return err
	}
	m, err := r.Dossiers.Models.Version(ctx, s.Model, s.Version)
	if err == nil && len(m.Views.Applicant) == 0 {
		return fault.Bad("way", "no-applicant-view").By("LOC-11")
	}
	return err
}
