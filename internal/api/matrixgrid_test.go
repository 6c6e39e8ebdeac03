package api_test

// routeGrid says who may do what by which route, written by hand from
// mission.md. A cell is yes, or the rule that refuses; 401 is somebody whom no
// token of the right kind vouches for. ALL-4 is 404, the same as for what does
// not exist; every other rule is 403. A row is an operation of the
// description, and after a stroke a variation of it.
//
//	manager  claire, the one agent responsible     admin   ana, Admin of the owner
//	team     paul, on the team, read and write     agent   nora, agent of the owner, no origin
//	reader   remy, on the team, read only          other   marc, Admin of another organisation
//	part     odile, on the team, some sections     nobody  zoe, signed in, of no organisation
//	joined   julia, by a join key                  none    no token;  id  claire's ID token
//
// The model lets the team share. Somebody invited by another address is
// refused by ABB-10 whatever they are: they hold the invitation's id.
const routeGrid = `
row                              manager  team   reader  part   joined  admin   agent   other   nobody  none  id
get-me                           yes      yes    yes     yes    yes     yes     yes     yes     yes     401   401
put-me                           401      401    401     401    401     401     401     401     401     401   yes
patch-me                         yes      yes    yes     yes    yes     yes     yes     yes     yes     401   401

get-organization                 yes      yes    yes     yes    ALL-4   yes     yes     ALL-4   ALL-4   401   401
list-managed-dossiers            ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
get-organization-trail           ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
list-agents                      yes      yes    yes     yes    ALL-4   yes     yes     ALL-4   ALL-4   401   401
invite-agent                     ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
change-agent                     ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
deactivate-agent                 ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
list-invitations                 ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
revoke-invitation                ALL-9    ALL-9  ALL-9   ALL-9  ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401
accept-invitation                ABB-10   ABB-10 ABB-10  ABB-10 ABB-10  ABB-10  ABB-10  ABB-10  ABB-10  401   401

list-models                      yes      yes    yes     yes    ALL-4   yes     yes     ALL-4   ALL-4   401   401
export-model                     yes      yes    yes     yes    ALL-4   yes     yes     ALL-4   ALL-4   401   401
import-model                     LOC-10   LOC-10 LOC-10  LOC-10 ALL-4   yes     LOC-10  ALL-4   ALL-4   401   401
import-model-version             LOC-10   LOC-10 LOC-10  LOC-10 ALL-4   yes     LOC-10  ALL-4   ALL-4   401   401

list-dossiers                    yes      yes    yes     yes    yes     yes     yes     yes     yes     401   401
create-dossier                   yes      yes    yes     yes    ALL-4   yes     yes     ALL-4   ALL-4   401   401
get-dossier                      yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
change-dossier/title             yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
change-dossier/status            yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
get-section/in-scope             yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
get-section/out-of-scope         yes      yes    yes     ALL-2  yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
replace-section/in-scope         yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
replace-section/out-of-scope     yes      yes    ALL-2   ALL-2  yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
list-people                      yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
get-person                       yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
add-person                       yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
replace-person                   yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
delete-person                    yes      yes    ALL-2   yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401

get-manager                      yes      yes    yes     yes    yes     yes     ALL-2   ALL-4   ALL-4   401   401
name-manager                     yes      ALL-9  ALL-9   ALL-9  ALL-9   yes     ALL-9   ALL-4   ALL-4   401   401
list-team                        yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
add-to-team                      yes      ALL-1  ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
end-access/team                  yes      ALL-1  ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
end-access/join                  yes      ALL-1  ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
get-remaining-access             yes      ALL-1  ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401

list-share-keys                  yes      yes    yes     yes    ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
make-share-key/copy              yes      yes    ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
make-share-key/join              yes      yes    ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
preview-share-key                yes      yes    ALL-1   ALL-1  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
revoke-share-key                 yes      EVO-7  EVO-7   EVO-7  ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401
import-dossier                   yes      yes    yes     yes    yes     yes     yes     yes     EVO-3   401   401

get-access                       yes      yes    yes     yes    yes     yes     yes     ALL-4   ALL-4   401   401
get-trail                        yes      yes    yes     yes    yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401
get-trail/file                   yes      yes    yes     yes    ALL-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401
`

// roleNames tells who plays a column of routeGrid.
var roleNames = map[string]string{"manager": "claire", "team": "paul", "reader": "remy", "part": "odile", "joined": "julia",
	"admin": "ana", "agent": "nora", "other": "marc", "nobody": "zoe", "none": "", "id": "id:claire:claire@cabinet.example"}
