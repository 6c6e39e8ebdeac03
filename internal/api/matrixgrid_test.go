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
//	holder   bernard, read and write               holdread  odette, co-holder, read only
//	family   camille, read and write               advisor   rivoire, notary, read and write
//	primary  yann, the primary contact             full      solene, contact in Full, no option
//	limit    mathis, contact in Limited            view      bruno, contact in View-only
//
// The model is the wealth plan, but lets the team share: what is in scope is the
// family structure and the place of reports, what is out of it the objectives and
// the wealth inventory, whose assets are the list of rows. The same section in
// scope is assigned to mathis and to bruno. Somebody invited by another address is
// refused by ABB-10 whatever they are: they hold the invitation's id.
const routeGrid = `
row                               manager  team    reader  part    joined  admin   agent   other   nobody  none  id   holder  holdread  family  advisor  primary  full     limit    view
get-me                            yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes
put-me                            401      401     401     401     401     401     401     401     401     401   yes  401     401       401     401      401      401      401      401
patch-me                          yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes

get-organization                  yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-managed-dossiers             ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-organization-trail            ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-agents                       yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
invite-agent                      ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
change-agent                      ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
deactivate-agent                  ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-invitations                  ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
revoke-invitation                 ALL-9    ALL-9   ALL-9   ALL-9   ALL-4   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
accept-invitation                 ABB-10   ABB-10  ABB-10  ABB-10  ABB-10  ABB-10  ABB-10  ABB-10  ABB-10  401   401  ABB-10  ABB-10    ABB-10  ABB-10   ABB-10   ABB-10   ABB-10   ABB-10

list-models                       yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
export-model                      yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
import-model                      LOC-10   LOC-10  LOC-10  LOC-10  ALL-4   yes     LOC-10  ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
import-model-version              LOC-10   LOC-10  LOC-10  LOC-10  ALL-4   yes     LOC-10  ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
export-version                    yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-views                         yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
replace-views                     LOC-10   LOC-10  LOC-10  LOC-10  ALL-4   yes     LOC-10  ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-access-groups                yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-access-group                  yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
make-access-group                 IND-5    IND-5   IND-5   IND-5   ALL-4   yes     IND-5   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
change-access-group               IND-5    IND-5   IND-5   IND-5   ALL-4   yes     IND-5   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
delete-access-group               IND-5    IND-5   IND-5   IND-5   ALL-4   yes     IND-5   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-templates                    yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-template                      yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
add-template                      LOC-10    LOC-10   LOC-10   LOC-10   ALL-4   yes     LOC-10   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
rename-template                   LOC-10    LOC-10   LOC-10   LOC-10   ALL-4   yes     LOC-10   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
replace-template                  LOC-10    LOC-10   LOC-10   LOC-10   ALL-4   yes     LOC-10   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
remove-template                   LOC-10    LOC-10   LOC-10   LOC-10   ALL-4   yes     LOC-10   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4

list-dossiers                     yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes
create-dossier                    yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-dossier                       yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
restore-dossier                   yes      ALL-5   ALL-5   ALL-5   ALL-5   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-5   ALL-5     ALL-5   ALL-5    ALL-5    ALL-5    ALL-5    ALL-5
delete-dossier                    yes      ALL-5   ALL-5   ALL-5   ALL-5   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-5   ALL-5     ALL-5   ALL-5    ALL-5    ALL-5    ALL-5    ALL-5
delete-dossier/deleted            yes      ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
restore-dossier/deleted           yes      ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-deleted-dossiers             yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes
change-dossier/title              yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-4   ABB-4     ABB-4   ABB-4    ABB-4    ABB-4    ABB-4    ABB-4
change-dossier/status             yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-4   ABB-4     ABB-4   ABB-4    ABB-4    ABB-4    ABB-4    ABB-4
plan-move                         yes      yes     ALL-2   ALL-2   LOC-10  ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-10  LOC-10    LOC-10  LOC-10   LOC-10   LOC-10   LOC-10   LOC-10
move-dossier                      yes      yes     ALL-2   ALL-2   LOC-10  ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-10  LOC-10    LOC-10  LOC-10   LOC-10   LOC-10   LOC-10   LOC-10
get-section/in-scope              yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
get-section/out-of-scope          yes      yes     yes     ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
replace-section/in-scope          yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      yes      yes      yes      IND-5
replace-section/out-of-scope      yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    yes      yes      IND-3    IND-3
replace-section/submitted         yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      IND-6    IND-6    IND-6    IND-5
get-seal/in-scope                 yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
get-seal/out-of-scope             yes      yes     yes     ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
sign-section/in-scope             IND-6    IND-6   IND-6   IND-6   IND-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    yes      IND-5    yes      IND-5
sign-section/out-of-scope         IND-6    IND-6   IND-6   IND-6   IND-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    yes      IND-5    IND-3    IND-3
sign-section/submitted            IND-6    IND-6   IND-6   IND-6   IND-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    IND-6    IND-5    IND-6    IND-5
submit-section/out-of-scope       IND-6    IND-6   IND-6   IND-6   IND-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    yes      IND-5    IND-3    IND-3
submit-section/in-scope           IND-6    IND-6   IND-6   IND-6   IND-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    yes      IND-5    yes      IND-5
return-section/out-of-scope       yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    IND-6    IND-6    IND-6    IND-6
return-section/in-scope           yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-6   IND-6     IND-6   IND-6    IND-6    IND-6    IND-6    IND-6
make-document/in-scope            yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-9   LOC-9     LOC-9   LOC-9    LOC-9    LOC-9    LOC-9    LOC-9
make-document/for-everybody       yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-9   LOC-9     LOC-9   LOC-9    LOC-9    LOC-9    LOC-9    LOC-9
make-document/out-of-scope        yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-9   LOC-9     LOC-9   LOC-9    LOC-9    LOC-9    LOC-9    LOC-9
export-rows/out-of-scope          yes      yes     yes     ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
replace-rows/out-of-scope         yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      yes      yes      IND-3    IND-3
list-people                       yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
get-person                        yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
add-person                        yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      yes      yes      IND-3    IND-3
replace-person                    yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      yes      yes      IND-3    IND-3
delete-person                     yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     yes      yes      yes      IND-3    IND-3

get-manager                       yes      yes     yes     yes     yes     yes     ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
name-manager                      yes      ALL-9   ALL-9   ALL-9   ALL-9   yes     ALL-9   ALL-4   ALL-4   401   401  ALL-9   ALL-9     ALL-9   ALL-9    ALL-9    ALL-9    ALL-9    ALL-9
list-team                         yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
add-to-team                       yes      ALL-1   ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
preview-teammate                  yes      ALL-1   ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
end-access/team                   yes      ALL-1   ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
end-access/join                   yes      ALL-1   ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
get-remaining-access              yes      ALL-1   ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1

list-share-keys                   yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
make-share-key/copy               yes      yes     ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
make-share-key/join               yes      yes     ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
preview-share-key                 yes      yes     ALL-1   ALL-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
revoke-share-key                  yes      EVO-7   EVO-7   EVO-7   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
import-dossier                    yes      yes     yes     yes     yes     yes     yes     yes     EVO-3   401   401  EVO-3   EVO-3     EVO-3   EVO-3    EVO-3    EVO-3    EVO-3    EVO-3

list-simulations                  yes      yes     yes     ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
make-simulation                   yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
get-simulation                    yes      yes     yes     ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
delete-simulation/claires         yes      ABB-8   ALL-2   ABB-8   ABB-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-8   ALL-2     ABB-8   ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
delete-simulation/gone            yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
list-reports                      yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
make-report/in-scope              yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
make-report/out-of-scope          yes      yes     ALL-2   ALL-2   yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
get-report                        yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-3    IND-3
delete-report/claires             yes      ABB-8   ALL-2   ABB-8   ABB-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-8   ALL-2     ABB-8   ABB-8    ABB-8    ABB-8    ABB-8    ABB-8
delete-report/gone                yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    ABB-8    ABB-8    ABB-8    ABB-8

list-documents                    yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
ask-upload                        yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     yes     ABB-8    yes      yes      yes      IND-5
ask-upload/for-everybody          yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   ALL-2     IND-3   ABB-8    yes      IND-3    IND-3    IND-5
ask-upload/for-partner            yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   ALL-2     IND-3   ABB-8    LOC-8    IND-3    IND-3    IND-5
ask-upload/of-claires             yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ABB-8    yes      yes      IND-5    IND-5
get-upload/claires                yes      ALL-4   ALL-4   ALL-4   ALL-4   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-document/for-nobody           yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
get-document/for-everybody        yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-5    IND-5
get-document/for-bernard          yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
get-document/for-partner          yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
get-document/bernards             yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
download-document/for-nobody      yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
download-document/for-everybody   yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      IND-5    IND-5
download-document/for-partner     yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
download-version/bernards         yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
change-document/name              yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ABB-8    yes      yes      IND-5    IND-5
change-document/sent              yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
change-document/bernards          yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
change-document/audience          yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      IND-3    IND-5    IND-5
delete-document/claires           yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-2   ALL-2     ALL-2   ABB-8    yes      yes      IND-5    IND-5
delete-document/bernards          yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-2     ALL-2   ALL-2    yes      yes      IND-5    IND-5
restore-document/claires          yes      yes     ALL-4   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    yes      yes      ALL-4    ALL-4
restore-document/bernards         yes      yes     ALL-4   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ALL-4     ALL-4   ALL-4    yes      yes      ALL-4    ALL-4
list-requests                     yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      yes      yes      yes
make-request                      yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3
get-request                       yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      yes      yes      IND-3
get-request/view                  yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      yes      IND-3    yes
change-request                    yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3
answer-request                    IND-3    IND-3   IND-3   IND-3   IND-3   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      yes      yes      IND-3
answer-request/view               IND-3    IND-3   IND-3   IND-3   IND-3   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    yes      yes      IND-3    IND-5
close-request                     yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3
reopen-request                    yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3
delete-request                    yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3
delete-request/gone               yes      yes     ALL-2   yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    IND-3    IND-3

get-access                        yes      yes     yes     yes     yes     yes     yes     ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
get-trail                         yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       yes     yes      yes      yes      yes      yes
get-trail/file                    yes      yes     yes     yes     ALL-6   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-6   ALL-6     ALL-6   ALL-6    ALL-6    ALL-6    ALL-6    ALL-6

list-clients                      yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-client                        yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
list-companies                    yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
add-client                        LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
replace-client                    LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
remove-client                     LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
resend-client                     LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
preview-client                    LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
show-colleagues                   LEX-4    LEX-4   LEX-4   LEX-4   ALL-4   yes     LEX-4   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4

get-portal-share                  yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
show-to-client                    yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
preview-portal-share              yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
hide-from-clients                 yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
list-colleagues-dossiers          yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes

list-solicitations                yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-8   LOC-8     LOC-8   LOC-8    LOC-8    LOC-8    LOC-8    LOC-8
make-solicitation                 yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
preview-solicitation              yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
notify-partners                   yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
get-solicitation                  yes      yes     yes     yes     yes     ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-8   LOC-8     LOC-8   LOC-8    LOC-8    LOC-8    LOC-8    LOC-8
change-solicitation               yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
withdraw-solicitation             yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
reopen-solicitation               yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
get-answer                        LOC-10   LOC-10  LOC-10  LOC-10  LOC-10  ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-10  LOC-10    LOC-10  LOC-10   LOC-10   LOC-10   LOC-10   LOC-10
save-answer                       LOC-7    LOC-7   LOC-7   LOC-7   LOC-7   ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    LOC-7    LOC-7
save-answer/sent                  LOC-7    LOC-7   LOC-7   LOC-7   LOC-7   ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    LOC-7    LOC-7
send-answer                       LOC-7    LOC-7   LOC-7   LOC-7   LOC-7   ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    LOC-7    LOC-7
decline-solicitation              LOC-7    LOC-7   LOC-7   LOC-7   LOC-7   ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    LOC-7    LOC-7
list-my-solicitations             yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes
claim-solicitation                yes      yes     yes     yes     yes     yes     yes     yes     yes     401   401  yes     yes       yes     yes      yes      yes      yes      yes

list-grants                       yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
set-grant/child-write             yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
set-grant/child-read              yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
set-grant/given-by-another        yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
set-grant/advisor                 yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
set-grant/holder-in-none          ABB-6    ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
preview-grant                     yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
resend-grant                      yes      ABB-1   ABB-1   ABB-1   ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-1    ABB-1
replace-person/address            yes      ALL-8   ALL-8   ALL-8   ALL-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  yes     yes       ALL-8   ALL-8    ALL-8    ALL-8    ALL-8    ALL-8
replace-person/address-of-holder  yes      ALL-8   ALL-8   ALL-8   ALL-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ALL-8    ALL-8
replace-person/holder-in-no-more  ABB-6    ALL-8   ALL-8   ALL-8   ALL-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ALL-8    ALL-8
delete-person/with-access         yes      ABB-1   ALL-2   ABB-1   ABB-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-1   ALL-2     ABB-1   ABB-1    ABB-1    ABB-1    IND-3    IND-3
delete-person/holder-in           ABB-6    ABB-1   ALL-2   ABB-1   ABB-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-1   ALL-2     ABB-1   ABB-1    ABB-1    ABB-1    IND-3    IND-3
list-dossier-invitations          yes      yes     yes     yes     ALL-4   yes     yes     ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4

list-contacts                     yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-1   IND-1     IND-1   IND-1    yes      IND-1    IND-1    IND-1
get-contact                       yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-1   IND-1     IND-1   IND-1    yes      IND-1    IND-1    IND-1
preview-contact                   yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    yes      ALL-1    ALL-1    ALL-1
add-contact                       yes      yes     ALL-2   yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    yes      ALL-1    ALL-1    ALL-1
replace-contact/terms             yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    yes      ALL-1    ALL-1    ALL-1
replace-contact/address           yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    yes      ALL-1    ALL-1    ALL-1
replace-contact/the-primary       yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    IND-4    IND-4    IND-4    IND-4
resend-grant/contact              yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    yes      ALL-1    ALL-1    ALL-1
delete-contact                    yes      yes     ALL-2   yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-1   IND-1     IND-1   IND-1    yes      IND-1    IND-1    IND-1
replace-contact/as-primary        yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    IND-4    ALL-1    ALL-1    ALL-1
delete-person/the-primary         yes      yes     ALL-2   yes     ABB-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-1   ALL-2     ABB-1   ABB-1    IND-4    IND-4    IND-3    IND-3
name-primary-contact              yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-4   IND-4     IND-4   IND-4    IND-4    IND-4    IND-4    IND-4
remove-primary-contact            yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  IND-4   IND-4     IND-4   IND-4    IND-4    IND-4    IND-4    IND-4

get-applicant-view                LOC-11   LOC-11  LOC-11  LOC-11  LOC-11  ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-11  LOC-11    LOC-11  LOC-11   LOC-11   LOC-11   LOC-11   LOC-11
fill-applicant-view               LOC-11   LOC-11  LOC-11  LOC-11  LOC-11  ABB-9   ALL-2   ALL-4   ALL-4   401   401  LOC-11  LOC-11    LOC-11  LOC-11   LOC-11   LOC-11   LOC-11   LOC-11
list-behalf-partners              LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-behalf-partner                LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
add-behalf-partner                LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
replace-behalf-partner            LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
remove-behalf-partner             LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
resend-behalf-partner             LOC-1    LOC-1   LOC-1   LOC-1   ALL-4   yes     LOC-1   ALL-4   ALL-4   401   401  ALL-4   ALL-4     ALL-4   ALL-4    ALL-4    ALL-4    ALL-4    ALL-4
get-behalf-form                   LOC-1    LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   401   401  LOC-1   LOC-1     LOC-1   LOC-1    LOC-1    LOC-1    LOC-1    LOC-1
enter-on-behalf                   LOC-1    LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   LOC-1   401   401  LOC-1   LOC-1     LOC-1   LOC-1    LOC-1    LOC-1    LOC-1    LOC-1
set-grant/applicant               yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
set-grant/applicant-none          yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
preview-grant/applicant           yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
resend-grant/applicant            yes      yes     yes     yes     ALL-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ALL-1    ALL-1
replace-person/address-applicant  yes      yes     yes     yes     ALL-8   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ALL-8    ALL-8
delete-person/applicant           yes      yes     ALL-2   yes     ABB-1   ABB-9   ALL-2   ALL-4   ALL-4   401   401  ABB-1   ALL-2     ABB-1   ABB-1    ABB-1    ABB-1    IND-3    IND-3
`

// roleNames tells who plays a column of routeGrid.
var roleNames = map[string]string{"manager": "claire", "team": "paul", "reader": "remy", "part": "odile", "joined": "julia",
	"admin": "ana", "agent": "nora", "other": "marc", "nobody": "zoe", "none": "",
	"primary": "yann", "full": "solene", "limit": "mathis", "view": "bruno",
	"holder": "bernard", "holdread": "odette", "family": "camille", "advisor": "rivoire", "id": "id:claire:claire@cabinet.example"}
