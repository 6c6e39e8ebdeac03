package api

import (
	"net/http"

	"tierce/internal/rooms"
)

// Options are what differs between installations. Issuer is where tokens come
// from and BaseURL where the API is reached: both are told in the description.
// AllowedOrigins are the sites whose pages may call the API from a browser;
// none by default, and never all.
type Options struct {
	Issuer         string
	BaseURL        string
	AllowedOrigins []string
}

// house answers the routes.
type house struct {
	rooms.Rooms
	mux        *http.ServeMux
	operations []*operation
}

// Handler serves the API on r.
func Handler(r rooms.Rooms, o Options) http.Handler {
	h := &house{Rooms: r, mux: http.NewServeMux()}
	h.meRoutes()
	h.organizationRoutes()
	h.agentRoutes()
	h.invitationRoutes()
	h.viewRoutes()
	h.modelRoutes()
	h.accessGroupRoutes()
	h.dossierRoutes()
	h.deletionRoutes()
	h.sectionRoutes()
	h.sealRoutes()
	h.rowsRoutes()
	h.peopleRoutes()
	h.rightRoutes()
	h.contactRoutes()
	h.teamRoutes()
	h.shareKeyRoutes()
	h.importRoutes()
	h.simulationRoutes()
	h.reportRoutes()
	h.documentRoutes()
	h.requestRoutes()
	h.turnRoutes()
	h.accessRoutes()
	h.clientRoutes()
	h.portalShareRoutes()
	h.behalfRoutes()
	h.solicitationRoutes()
	h.templateRoutes()
	h.answerRoutes()
	h.applicantRoutes()
	h.moveRoutes()
	h.trailRoutes()
	h.descriptionRoutes(o)
	return around(h.mux, o)
}
