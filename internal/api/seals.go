package api

import (
	"context"
	"time"

	"tierce/internal/access"
	"tierce/internal/dossier"
	"tierce/internal/people"
)

// Signature is a simple electronic signature of what a section held (IND-6).
type Signature struct {
	ID          string     `json:"id"`
	By          string     `json:"by" doc:"Account"`
	Name        string     `json:"name" doc:"As its signer typed it"`
	At          *time.Time `json:"at"`
	Version     int        `json:"version" doc:"Of the section"`
	Fingerprint string     `json:"fingerprint" doc:"SHA-256, in hex, of the canonical JSON (RFC 8785) of dossier, section, model, modelVersion and values"`
}

// CheckedSignature is a signature compared with what the section holds now.
type CheckedSignature struct {
	Signature
	Standing string     `json:"standing" enum:"holds,voided,broken" doc:"voided by a later edit; broken: the content is another one, and no edit voided it"`
	VoidedBy string     `json:"voidedBy,omitempty" doc:"Account of the edit"`
	VoidedAt *time.Time `json:"voidedAt,omitempty"`
}

// HandedIn says where a section stands between contacts and agents. All are
// empty until it is first submitted.
type HandedIn struct {
	SubmittedBy string     `json:"submittedBy,omitempty" doc:"Account; while it is there contacts do not edit the section"`
	SubmittedAt *time.Time `json:"submittedAt,omitempty"`
	ReturnedBy  string     `json:"returnedBy,omitempty"`
	ReturnedAt  *time.Time `json:"returnedAt,omitempty"`
	Note        string     `json:"note,omitempty" doc:"The agent's, with the last return"`
}

// SignatureOut answers with one signature.
type SignatureOut struct {
	Body Signature
}

// HandedInOut answers with where a section stands.
type HandedInOut struct {
	Body HandedIn
}

// SealOut answers with a section's seal, checked at this moment.
type SealOut struct {
	Tag  string `header:"ETag"`
	Body struct {
		Fingerprint string             `json:"fingerprint" doc:"Of what the section holds now"`
		Version     int                `json:"version"`
		Signatures  []CheckedSignature `json:"signatures" doc:"The oldest first"`
		HandedIn
	}
}

type signSection struct {
	AtSection
	IfMatch
	Repeatable
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"120" doc:"The signer's full name. By sending it they declare that what the section holds is complete and true, and that they sign it"`
	}
}

type submitSection struct {
	AtSection
	IfMatch
	Repeatable
}

type returnSection struct {
	AtSection
	Repeatable
	Body struct {
		Note string `json:"note" minLength:"1" maxLength:"2000" doc:"What is to be done; both sides see it"`
	}
}

func (h *house) sealRoutes() {
	const path = "/v1/dossiers/{dossier}/sections/{section}"
	on(h, route{id: "get-seal", path: "GET " + path + "/seal", does: "A section's signatures, with the seal of each checked again"}, h.getSeal)
	on(h, route{id: "sign-section", path: "POST " + path + "/signatures", does: "Sign a section as a contact", status: 201}, h.signSection)
	on(h, route{id: "submit-section", path: "POST " + path + "/submission", does: "Submit a section as a contact: contacts edit it no more", status: 201}, h.submitSection)
	on(h, route{id: "return-section", path: "POST " + path + "/return", does: "Return a submitted section to the contacts, with a note", status: 201}, h.returnSection)
}

func signatureOf(s dossier.Signature) Signature {
	return Signature{ID: s.ID, By: s.By, Name: s.Name, At: utc(s.At), Version: s.Version, Fingerprint: s.Hash}
}

func handedIn(s dossier.State) (h HandedIn) {
	if s.Submitted != nil {
		h.SubmittedBy, h.SubmittedAt = s.Submitted.By, utc(s.Submitted.At)
	}
	if s.Returned != nil {
		h.ReturnedBy, h.ReturnedAt, h.Note = s.Returned.By, utc(s.Returned.At), s.Returned.Note
	}
	return h
}

func (h *house) getSeal(ctx context.Context, by people.Caller, in *AtSection) (*SealOut, error) {
	_, s, err := h.Seals.Read(ctx, by, in.Dossier, in.Section)
	if err != nil {
		return nil, err
	}
	out := &SealOut{Tag: tag(s.Version)}
	out.Body.Fingerprint, out.Body.Version, out.Body.HandedIn = s.Fingerprint, s.Version, handedIn(s.State)
	out.Body.Signatures = []CheckedSignature{}
	for _, g := range s.Signatures {
		c := CheckedSignature{Signature: signatureOf(g.Signature), Standing: string(g.Standing)}
		if g.Voided != nil {
			c.VoidedBy, c.VoidedAt = g.Voided.By, utc(g.Voided.At)
		}
		out.Body.Signatures = append(out.Body.Signatures, c)
	}
	return out, nil
}

func (h *house) signSection(ctx context.Context, by people.Caller, in *signSection) (*SignatureOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	s, err := h.Seals.Sign(ctx, by, in.Dossier, in.Section, version, in.Body.Name, in.once(by, "signatures", in.Dossier, in.Section))
	if err != nil {
		return nil, err
	}
	return &SignatureOut{Body: signatureOf(s)}, nil
}

func (h *house) submitSection(ctx context.Context, by people.Caller, in *submitSection) (*HandedInOut, error) {
	version, err := in.version(ctx)
	if err != nil {
		return nil, err
	}
	s, err := h.Seals.Submit(ctx, by, in.Dossier, in.Section, version, in.once(by, "submission", in.Dossier, in.Section))
	if err != nil {
		return nil, err
	}
	return &HandedInOut{Body: handedIn(s.State)}, nil
}

func (h *house) returnSection(ctx context.Context, by people.Caller, in *returnSection) (*HandedInOut, error) {
	s, err := h.Seals.Return(ctx, by, in.Dossier, in.Section, in.Body.Note, in.once(by, "return", in.Dossier, in.Section))
	if err != nil {
		return nil, err
	}
	return &HandedInOut{Body: handedIn(s.State)}, nil
}

// inState reads a dossier for what somebody may do in it: with one section, in
// the state in which that is.
func (h *house) inState(ctx context.Context, by people.Caller, d, section string) (dossier.View, dossier.Section, error) {
	if section == "" {
		v, err := h.Dossiers.Load(ctx, by, d, access.Open, "")
		return v, dossier.Section{}, err
	}
	return h.Dossiers.SectionFor(ctx, by, d, section, access.Open)
}
