package portal

import "tierce/internal/access"

// routes is the whole site. GET changes nothing, the sign-in's callback and an
// outsider's first opening in the trail aside.
func (s *site) routes() {
	s.anyone("GET /{$}", (*visit).home)
	s.anyone("GET /signin", (*visit).signIn)
	s.anyone("GET /signin/callback", (*visit).callback)
	s.anyone("POST /language", (*visit).setLanguage)
	s.anyone("GET /static/{file}", (*visit).asset)
	s.anyone("GET /invitations/{org}/{invitation}", (*visit).invitationPage)
	s.anyone("/", func(*visit) error { return access.Nothing() })

	s.get("/signin/again", (*visit).signedInAgain)
	s.post("/signout", (*visit).signOut)
	s.get("/account", (*visit).accountPage)
	s.post("/account/signout", (*visit).signOutEverywhere)
	s.post("/invitations/{org}/{invitation}", (*visit).accept)

	s.get("/dossiers", (*visit).myDossiers)
	s.get("/dossiers/new", (*visit).newDossier)
	s.post("/dossiers/new", (*visit).createDossier)

	s.get("/dossiers/{dossier}", (*visit).dossierPage)
	s.post("/dossiers/{dossier}/status", (*visit).setStatus)
	s.get("/dossiers/{dossier}/edit", (*visit).describePage)
	s.post("/dossiers/{dossier}/edit", (*visit).describeDossier)
	s.get("/dossiers/{dossier}/sections/{section}", (*visit).section)
	s.get("/dossiers/{dossier}/sections/{section}/edit", (*visit).editSection)
	s.post("/dossiers/{dossier}/sections/{section}/edit", (*visit).saveSection)
	s.get("/dossiers/{dossier}/people", (*visit).personsPage)
	s.get("/dossiers/{dossier}/people/new", (*visit).newPerson)
	s.post("/dossiers/{dossier}/people/new", (*visit).addPerson)
	s.get("/dossiers/{dossier}/people/{person}", (*visit).editPerson)
	s.post("/dossiers/{dossier}/people/{person}", (*visit).savePerson)
	s.get("/dossiers/{dossier}/people/{person}/delete", (*visit).askDeletePerson)
	s.post("/dossiers/{dossier}/people/{person}/delete", (*visit).deletePerson)
	s.get("/dossiers/{dossier}/team", (*visit).teamPage)
	s.get("/dossiers/{dossier}/team/add", (*visit).askTeammate)
	s.post("/dossiers/{dossier}/team/add", (*visit).addTeammate)
	s.get("/dossiers/{dossier}/team/{account}/{origin}/end", (*visit).askEnd)
	s.post("/dossiers/{dossier}/team/{account}/{origin}/end", (*visit).endAccess)
	s.get("/dossiers/{dossier}/manager", (*visit).askManager)
	s.post("/dossiers/{dossier}/manager", (*visit).nameManager)

	s.get("/dossiers/{dossier}/share", (*visit).sharePage)
	s.post("/dossiers/{dossier}/share", (*visit).makeKey)
	s.get("/dossiers/{dossier}/keys", (*visit).keysPage)
	s.get("/dossiers/{dossier}/keys/{key}/revoke", (*visit).askRevoke)
	s.post("/dossiers/{dossier}/keys/{key}/revoke", (*visit).revokeKey)
	s.get("/dossiers/{dossier}/trail", (*visit).trailPage)
	s.post("/dossiers/{dossier}/trail/file", (*visit).exportTrail)
	s.get("/imports", (*visit).importPage)
	s.post("/imports", (*visit).importDossier)
}
