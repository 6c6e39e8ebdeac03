package access

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The tables below say who may do what, written by hand from mission.md and
// from nothing in this package: they are what the rules are held against. A
// cell is yes, or the rule that refuses. Some are conditional:
//
//	in:ALL-2     yes for a section in scope, or none in particular; else ALL-2
//	model:ALL-1  yes where the model lets the team share; else ALL-1
//	inv:ABB-8    yes for the family structure and the two inventories, or no
//	             section in particular; else ABB-8 (inv?ALL-2:ABB-8 has ALL-2 for yes)
//
// A dossier that is still being copied does not exist: ALL-4 to everybody.

// dossierGrid: what somebody counts as, by one origin or by none.
//
//	manager   the one agent responsible          joined    by a join key, from another organisation
//	team      on the team, read and write        joinread  the same, read only
//	reader    on the team, read only             admin     Admin of the owner, no origin that holds
//	part      on the team, for some sections     agent     agent of the owner, no origin that holds
//	limited   on the team, for a time or status  outsider  everybody else
//	holder    holder or co-holder, read and write; holdread, read only
//	family    another of the family, read and write; famread, read only
//	advisor   outside advisor, read and write; advread, read only
//	primary   the primary contact
//	full      contact in a group that sees and edits everything, no option
//	limit     contact with some sections, edits; limsign, with every option; view, reads
//	reads     contact in a group that sees everything and edits nothing
//	client    requester, watcher, or a colleague who sees their company's requests
//	clidocs   the same, with attachments shown
//	partner   asked, while a partner sees the dossier; stranger, by another solicitation
//	hidden    the same, while the status hides it from partners
//	applicant whom it is about; behalf, who entered it for them, until it has left its first status
const dossierGrid = `
action               manager  team         reader  part      limited  joined  joinread  admin  agent  outsider  holder  holdread  family  famread  advisor    advread          primary  full    limit           limsign   view            reads   client    clidocs   partner  stranger  hidden  applicant  behalf
open                 yes      yes          yes     yes       yes      yes     yes       ABB-9  ALL-2  ALL-4     yes     yes       yes     yes      yes        yes              yes      yes     yes             yes       yes             yes     yes       yes       yes      yes       LOC-6   yes        yes
read-section         yes      yes          yes     in:ALL-2  yes      yes     yes       ABB-9  ALL-2  ALL-4     yes     yes       yes     yes      yes        yes              yes      yes     in:IND-3        in:IND-3  in:IND-3        yes     in:LEX-2  in:LEX-2  LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-section         yes      yes          ALL-2   in:ALL-2  yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     yes     ALL-2     yes     ALL-2    inv:ABB-8  inv?ALL-2:ABB-8  yes      yes     in:IND-3        in:IND-3  in?IND-5:IND-3  IND-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-people          yes      yes          yes     yes       yes      yes     yes       ABB-9  ALL-2  ALL-4     yes     yes       yes     yes      yes        yes              yes      yes     IND-3           IND-3     IND-3           yes     LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-people          yes      yes          ALL-2   yes       yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     yes     ALL-2     yes     ALL-2    yes        ALL-2            yes      yes     IND-3           IND-3     IND-3           IND-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
describe             yes      yes          ALL-2   yes       yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     ABB-4   ABB-4     ABB-4   ABB-4    ABB-4      ABB-4            ABB-4    ABB-4   ABB-4           ABB-4     ABB-4           ABB-4   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
set-status           yes      yes          ALL-2   yes       yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     ABB-4   ABB-4     ABB-4   ABB-4    ABB-4      ABB-4            ABB-4    ABB-4   ABB-4           ABB-4     ABB-4           ABB-4   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
move-version         yes      yes          ALL-2   ALL-2     yes      LOC-10  LOC-10    ABB-9  ALL-2  ALL-4     LOC-10  LOC-10    LOC-10  LOC-10   LOC-10     LOC-10           LOC-10   LOC-10  LOC-10          LOC-10    LOC-10          LOC-10  LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
manage-team          yes      ALL-1        ALL-1   ALL-1     ALL-1    ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
hand-over            yes      ALL-9        ALL-9   ALL-9     ALL-9    ALL-9   ALL-9     yes    ALL-9  ALL-4     ALL-9   ALL-9     ALL-9   ALL-9    ALL-9      ALL-9            ALL-9    ALL-9   ALL-9           ALL-9     ALL-9           ALL-9   ALL-9     ALL-9     ALL-9    ALL-9     ALL-9   ALL-9      ALL-9
make-key             yes      model:ALL-1  ALL-1   ALL-1     ALL-1    ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
list-keys            yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
revoke-key           yes      EVO-7        EVO-7   EVO-7     EVO-7    ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
revoke-my-key        yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-trail           yes      yes          yes     yes       yes      yes     yes       ABB-9  ALL-2  ALL-4     yes     yes       yes     yes      yes        yes              yes      yes     yes             yes       yes             yes     yes       yes       yes      yes       LOC-6   yes        yes
export-trail         yes      yes          yes     yes       yes      ALL-6   ALL-6     ABB-9  ALL-2  ALL-4     ALL-6   ALL-6     ALL-6   ALL-6    ALL-6      ALL-6            ALL-6    ALL-6   ALL-6           ALL-6     ALL-6           ALL-6   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-rights          yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     yes     yes       ABB-1   ABB-1    ABB-1      ABB-1            ABB-1    ABB-1   ABB-1           ABB-1     ABB-1           ABB-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
make-simulation      yes      yes          ALL-2   in:ALL-2  yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     yes     ALL-2     yes     ALL-2    ABB-8      ABB-8            ABB-8    ABB-8   ABB-8           ABB-8     ABB-8           ABB-8   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
make-report          yes      yes          ALL-2   in:ALL-2  yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     yes     ALL-2     yes     ALL-2    ABB-8      ABB-8            ABB-8    ABB-8   ABB-8           ABB-8     ABB-8           ABB-8   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-made          yes      ABB-8        ALL-2   ABB-8     ABB-8    ABB-8   ALL-2     ABB-9  ALL-2  ALL-4     ABB-8   ALL-2     ABB-8   ALL-2    ABB-8      ABB-8            ABB-8    ABB-8   ABB-8           ABB-8     ABB-8           ABB-8   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-dossier       yes      ALL-5        ALL-5   ALL-5     ALL-5    ALL-5   ALL-5     ABB-9  ALL-2  ALL-4     ALL-5   ALL-5     ALL-5   ALL-5    ALL-5      ALL-5            ALL-5    ALL-5   ALL-5           ALL-5     ALL-5           ALL-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
restore-dossier      yes      ALL-5        ALL-5   ALL-5     ALL-5    ALL-5   ALL-5     ABB-9  ALL-2  ALL-4     ALL-5   ALL-5     ALL-5   ALL-5    ALL-5      ALL-5            ALL-5    ALL-5   ALL-5           ALL-5     ALL-5           ALL-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-contacts        yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     IND-1   IND-1     IND-1   IND-1    IND-1      IND-1            yes      IND-1   IND-1           IND-1     IND-1           IND-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
name-primary         yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     IND-4   IND-4     IND-4   IND-4    IND-4      IND-4            IND-4    IND-4   IND-4           IND-4     IND-4           IND-4   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
sign-section         IND-6    IND-6        IND-6   IND-6     IND-6    IND-6   IND-6     ABB-9  ALL-2  ALL-4     IND-6   IND-6     IND-6   IND-6    IND-6      IND-6            yes      IND-5   in?IND-5:IND-3  in:IND-3  in?IND-5:IND-3  IND-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
submit-section       IND-6    IND-6        IND-6   IND-6     IND-6    IND-6   IND-6     ABB-9  ALL-2  ALL-4     IND-6   IND-6     IND-6   IND-6    IND-6      IND-6            yes      IND-5   in?IND-5:IND-3  in:IND-3  in?IND-5:IND-3  IND-5   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
return-section       yes      yes          ALL-2   in:ALL-2  yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     IND-6   IND-6     IND-6   IND-6    IND-6      IND-6            IND-6    IND-6   IND-6           IND-6     IND-6           IND-6   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
fill-template        yes      yes          ALL-2   in:ALL-2  yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     LOC-9   LOC-9     LOC-9   LOC-9    LOC-9      LOC-9            LOC-9    LOC-9   LOC-9           LOC-9     LOC-9           LOC-9   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
add-document         yes      yes          ALL-2   yes       yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     yes     ALL-2     yes     ALL-2    ABB-8      ABB-8            yes      yes     yes             yes       IND-5           IND-5   LEX-2     LEX-2     yes      yes       LOC-6   yes        yes
manage-requests      yes      yes          ALL-2   yes       yes      yes     ALL-2     ABB-9  ALL-2  ALL-4     IND-3   IND-3     IND-3   IND-3    IND-3      IND-3            IND-3    IND-3   IND-3           IND-3     IND-3           IND-3   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
show-to-client       yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
solicit              yes      yes          yes     yes       yes      ALL-1   ALL-1     ABB-9  ALL-2  ALL-4     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1      ALL-1            ALL-1    ALL-1   ALL-1           ALL-1     ALL-1           ALL-1   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-solicitations   yes      yes          yes     yes       yes      yes     yes       ABB-9  ALL-2  ALL-4     LOC-8   LOC-8     LOC-8   LOC-8    LOC-8      LOC-8            LOC-8    LOC-8   LOC-8           LOC-8     LOC-8           LOC-8   LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-applicant-view  LOC-11   LOC-11       LOC-11  LOC-11    LOC-11   LOC-11  LOC-11    ABB-9  ALL-2  ALL-4     LOC-11  LOC-11    LOC-11  LOC-11   LOC-11     LOC-11           LOC-11   LOC-11  LOC-11          LOC-11    LOC-11          LOC-11  LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   yes        yes
fill-applicant-view  LOC-11   LOC-11       LOC-11  LOC-11    LOC-11   LOC-11  LOC-11    ABB-9  ALL-2  ALL-4     LOC-11  LOC-11    LOC-11  LOC-11   LOC-11     LOC-11           LOC-11   LOC-11  LOC-11          LOC-11    LOC-11          LOC-11  LEX-2     LEX-2     LOC-10   LOC-10    LOC-6   yes        yes
`

// unionGrid: one grant with several origins, or an Admin with one (ALL-2).
const unionGrid = `
action               admin+reader  admin+joined  reader+joined  part+joinread  ended+joined  manager+joinread  family+advread  advisor+famread  team+holdread  admin+holder  limit+famread   agent+partner  admin+hidden  agent+hidden  client+hidden
open                 yes           yes           yes            yes            yes           yes               yes             yes              yes            yes           yes             yes            LOC-6         LOC-6         yes
read-section         yes           yes           yes            yes            yes           yes               yes             yes              yes            yes           yes             LOC-10         LOC-6         LOC-6         in:LEX-2
edit-section         ALL-2         yes           yes            in:ALL-2       yes           yes               yes             inv:ALL-2        yes            yes           in:ALL-2        LOC-10         LOC-6         LOC-6         LOC-6
read-people          yes           yes           yes            yes            yes           yes               yes             yes              yes            yes           yes             LOC-10         LOC-6         LOC-6         LOC-6
edit-people          ALL-2         yes           yes            yes            yes           yes               yes             yes              yes            yes           ALL-2           LOC-10         LOC-6         LOC-6         LOC-6
describe             ALL-2         yes           yes            yes            yes           yes               ABB-4           ABB-4            yes            ABB-4         ABB-4           LOC-10         LOC-6         LOC-6         LOC-6
set-status           ALL-2         yes           yes            yes            yes           yes               ABB-4           ABB-4            yes            ABB-4         ABB-4           LOC-10         LOC-6         LOC-6         LOC-6
move-version         ALL-2         LOC-10        ALL-2          ALL-2          LOC-10        yes               LOC-10          LOC-10           yes            LOC-10        LOC-10          LOC-10         LOC-6         LOC-6         LOC-6
manage-team          ALL-1         ALL-1         ALL-1          ALL-1          ALL-1         yes               ALL-1           ALL-1            ALL-1          ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
hand-over            yes           yes           ALL-9          ALL-9          ALL-9         yes               ALL-9           ALL-9            ALL-9          yes           ALL-9           ALL-9          yes           ALL-9         ALL-9
make-key             ALL-1         ALL-1         ALL-1          ALL-1          ALL-1         yes               ALL-1           ALL-1            model:ALL-1    ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
list-keys            yes           ALL-1         yes            yes            ALL-1         yes               ALL-1           ALL-1            yes            ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
revoke-key           EVO-7         ALL-1         EVO-7          EVO-7          ALL-1         yes               ALL-1           ALL-1            EVO-7          ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
revoke-my-key        yes           ALL-1         yes            yes            ALL-1         yes               ALL-1           ALL-1            yes            ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
read-trail           yes           yes           yes            yes            yes           yes               yes             yes              yes            yes           yes             yes            LOC-6         LOC-6         yes
export-trail         yes           ALL-6         yes            yes            ALL-6         yes               ALL-6           ALL-6            yes            ALL-6         ALL-6           LOC-10         LOC-6         LOC-6         LOC-6
read-rights          yes           ALL-1         yes            yes            ALL-1         yes               ABB-1           ABB-1            yes            yes           ABB-1           LOC-10         LOC-6         LOC-6         LOC-6
make-simulation      ALL-2         yes           yes            in:ALL-2       yes           yes               yes             ALL-2            yes            yes           ALL-2           LOC-10         LOC-6         LOC-6         LOC-6
make-report          ALL-2         yes           yes            in:ALL-2       yes           yes               yes             ALL-2            yes            yes           ALL-2           LOC-10         LOC-6         LOC-6         LOC-6
delete-made          ALL-2         ABB-8         ABB-8          ABB-8          ABB-8         yes               ABB-8           ALL-2            ABB-8          ABB-8         ALL-2           LOC-10         LOC-6         LOC-6         LOC-6
delete-dossier       ALL-5         ALL-5         ALL-5          ALL-5          ALL-5         yes               ALL-5           ALL-5            ALL-5          ALL-5         ALL-5           LOC-10         LOC-6         LOC-6         LOC-6
restore-dossier      ALL-5         ALL-5         ALL-5          ALL-5          ALL-5         yes               ALL-5           ALL-5            ALL-5          ALL-5         ALL-5           LOC-10         LOC-6         LOC-6         LOC-6
read-contacts        yes           ALL-1         yes            yes            ALL-1         yes               IND-1           IND-1            yes            IND-1         IND-1           LOC-10         LOC-6         LOC-6         LOC-6
name-primary         yes           ALL-1         yes            yes            ALL-1         yes               IND-4           IND-4            yes            IND-4         IND-4           LOC-10         LOC-6         LOC-6         LOC-6
sign-section         IND-6         IND-6         IND-6          IND-6          IND-6         IND-6             IND-6           IND-6            IND-6          IND-6         in?IND-5:IND-6  LOC-10         LOC-6         LOC-6         LOC-6
submit-section       IND-6         IND-6         IND-6          IND-6          IND-6         IND-6             IND-6           IND-6            IND-6          IND-6         in?IND-5:IND-6  LOC-10         LOC-6         LOC-6         LOC-6
return-section       ALL-2         yes           yes            in:ALL-2       yes           yes               IND-6           IND-6            yes            IND-6         IND-6           LOC-10         LOC-6         LOC-6         LOC-6
fill-template        ALL-2         yes           yes            in:ALL-2       yes           yes               LOC-9           LOC-9            yes            LOC-9         LOC-9           LOC-10         LOC-6         LOC-6         LOC-6
add-document         ALL-2         yes           yes            yes            yes           yes               yes             ALL-2            yes            yes           yes             yes            LOC-6         LOC-6         LOC-6
manage-requests      ALL-2         yes           yes            yes            yes           yes               IND-3           IND-3            yes            IND-3         IND-3           LOC-10         LOC-6         LOC-6         LOC-6
show-to-client       yes           ALL-1         yes            yes            ALL-1         yes               ALL-1           ALL-1            yes            ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
solicit              yes           ALL-1         yes            yes            ALL-1         yes               ALL-1           ALL-1            yes            ALL-1         ALL-1           LOC-10         LOC-6         LOC-6         LOC-6
read-solicitations   yes           yes           yes            yes            yes           yes               LOC-8           LOC-8            yes            LOC-8         LOC-8           LOC-10         LOC-6         LOC-6         LOC-6
read-applicant-view  LOC-11        LOC-11        LOC-11         LOC-11         LOC-11        LOC-11            LOC-11          LOC-11           LOC-11         LOC-11        LOC-11          LOC-10         LOC-6         LOC-6         LOC-6
fill-applicant-view  LOC-11        LOC-11        LOC-11         LOC-11         LOC-11        LOC-11            LOC-11          LOC-11           LOC-11         LOC-11        LOC-11          LOC-10         LOC-6         LOC-6         LOC-6
`

// targetGrid: what concerns the access of a person of the dossier (ABB-1,
// ABB-6, ALL-8), by the situation of that person. The first word of a line is
// the action, the second the situation (see situations in target_test.go).
const targetGrid = `
action         situation          manager  team   reader  part   limited  joined  joinread  holder  holdread  family  famread  advisor  advread  admin  agent  outsider  primary  full   limit  limsign  view   reads  client  clidocs  partner  stranger  hidden  applicant  behalf
give-access    child-write        yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     yes     ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    child-read         yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     yes     yes       ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    mine-none          yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     yes     yes       ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    mine-write         yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     yes     ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    others-read        yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    others-none        yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    holder-waiting     yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    holder-withdrawn   yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    holder-in-read     yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    holder-in-none     ABB-6    ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    advisor-new        yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    advisor-none       yes      ABB-1  ABB-1   ABB-1  ABB-1    ALL-1   ALL-1     ABB-6   ABB-6     ABB-1   ABB-1    ABB-1    ABB-1    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  ABB-1  ABB-1    ABB-1  ABB-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   child-read         yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     yes     yes       ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   mine-write         yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     yes     yes       ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   others-read        yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   holder-waiting     yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   holder-in-read     yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   holder-in-none     ABB-6    ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   advisor-new        yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  child-read         yes      yes    ALL-2   yes    yes      yes     ALL-2     yes     ALL-2     yes     ALL-2    yes      ALL-2    ABB-9  ALL-2  ALL-4     yes      yes    IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  mine-none          yes      ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     yes     ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  others-none        yes      ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  holder-withdrawn   yes      ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  holder-in-none     ABB-6    ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  advisor-none       yes      ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    contact-new        yes      yes    yes     yes    yes      ALL-1   ALL-1     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ABB-9  ALL-2  ALL-4     yes      ALL-1  ALL-1  ALL-1    ALL-1  ALL-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    contact-none       yes      yes    yes     yes    yes      ALL-1   ALL-1     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ABB-9  ALL-2  ALL-4     yes      ALL-1  ALL-1  ALL-1    ALL-1  ALL-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    primary-none       yes      yes    yes     yes    yes      ALL-1   ALL-1     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ABB-9  ALL-2  ALL-4     IND-4    IND-4  IND-4  IND-4    IND-4  IND-4  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   contact-new        yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     yes      ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   contact-none       yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     yes      ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   primary-none       yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     IND-4    IND-4  IND-4  IND-4    IND-4  IND-4  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   contact-cousin     yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  contact-none       yes      yes    ALL-2   yes    yes      ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     yes      ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  primary-none       yes      yes    ALL-2   yes    yes      ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     IND-4    IND-4  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  contact-cousin     yes      ABB-1  ALL-2   ABB-1  ABB-1    ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    applicant-new      yes      yes    yes     yes    yes      ALL-1   ALL-1     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ABB-9  ALL-2  ALL-4     ALL-1    ALL-1  ALL-1  ALL-1    ALL-1  ALL-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
give-access    applicant-none     yes      yes    yes     yes    yes      ALL-1   ALL-1     ALL-1   ALL-1     ALL-1   ALL-1    ALL-1    ALL-1    ABB-9  ALL-2  ALL-4     ALL-1    ALL-1  ALL-1  ALL-1    ALL-1  ALL-1  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   applicant-new      yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   applicant-none     yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   applicant-contact  yes      yes    yes     yes    yes      ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-address   applicant-cousin   yes      ALL-8  ALL-8   ALL-8  ALL-8    ALL-8   ALL-8     ALL-8   ALL-8     ALL-8   ALL-8    ALL-8    ALL-8    ABB-9  ALL-2  ALL-4     ALL-8    ALL-8  ALL-8  ALL-8    ALL-8  ALL-8  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
delete-person  applicant-none     yes      yes    ALL-2   yes    yes      ABB-1   ALL-2     ABB-1   ALL-2     ABB-1   ALL-2    ABB-1    ALL-2    ABB-9  ALL-2  ALL-4     ABB-1    ABB-1  IND-3  IND-3    IND-3  IND-5  LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
`

// itemGrid: what concerns one document or request, by whose it is and whom it
// is for, and one section that contacts have submitted (see items in
// target_test.go). The section is one in scope.
const itemGrid = `
action            situation   manager  team    reader  part    limited  joined  joinread  holder  holdread  family  famread  advisor  advread  admin  agent  outsider  primary  full    limit   limsign  view    reads   client  clidocs  partner  stranger  hidden  applicant  behalf
read-document     nobodys     yes      yes     yes     yes     yes      yes     yes       ALL-2   ALL-2     ALL-2   ALL-2    ALL-2    ALL-2    ABB-9  ALL-2  ALL-4     yes      yes     IND-5   ALL-2    IND-5   yes     LEX-6   yes      ALL-2    ALL-2     LOC-6   ALL-2      ALL-2
read-document     mine        yes      yes     yes     yes     yes      yes     yes       yes     yes       yes     yes      yes      yes      ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      yes     yes     LEX-6   yes      yes      yes       LOC-6   yes        yes
read-document     everybodys  yes      yes     yes     yes     yes      yes     yes       yes     yes       yes     yes      yes      yes      ABB-9  ALL-2  ALL-4     yes      yes     IND-5   yes      IND-5   yes     LEX-6   yes      ALL-2    ALL-2     LOC-6   ALL-2      ALL-2
read-document     persons     yes      yes     yes     yes     yes      yes     yes       yes     yes       yes     yes      yes      yes      ABB-9  ALL-2  ALL-4     yes      yes     IND-5   yes      IND-5   yes     LEX-6   yes      ALL-2    ALL-2     LOC-6   yes        ALL-2
read-document     groups      yes      yes     yes     yes     yes      yes     yes       ALL-2   ALL-2     ALL-2   ALL-2    ALL-2    ALL-2    ABB-9  ALL-2  ALL-4     yes      yes     IND-5   yes      IND-5   yes     LEX-6   yes      ALL-2    ALL-2     LOC-6   ALL-2      ALL-2
edit-document     nobodys     yes      yes     ALL-2   yes     yes      yes     ALL-2     ALL-2   ALL-2     ALL-2   ALL-2    ABB-8    ABB-8    ABB-9  ALL-2  ALL-4     yes      yes     IND-5   ALL-2    IND-5   IND-5   LEX-2   LEX-2    ALL-2    ALL-2     LOC-6   ALL-2      ALL-2
edit-document     mine        yes      yes     ALL-2   yes     yes      yes     ALL-2     yes     ALL-2     yes     ALL-2    ABB-8    ABB-8    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      IND-5   IND-5   LEX-2   LEX-2    yes      yes       LOC-6   yes        yes
edit-document     sent        yes      yes     ALL-2   yes     yes      yes     ALL-2     yes     ALL-2     yes     ALL-2    ABB-8    ABB-8    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      IND-5   IND-5   LEX-2   LEX-2    LOC-7    LOC-7     LOC-6   yes        yes
edit-document     everybodys  yes      yes     ALL-2   yes     yes      yes     ALL-2     ALL-2   ALL-2     ALL-2   ALL-2    ABB-8    ABB-8    ABB-9  ALL-2  ALL-4     yes      yes     IND-5   ALL-2    IND-5   IND-5   LEX-2   LEX-2    ALL-2    ALL-2     LOC-6   ALL-2      ALL-2
share-document    nobodys     yes      yes     ALL-2   yes     yes      yes     ALL-2     IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      IND-3   IND-3   IND-3    IND-3   IND-3   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
share-document    mine        yes      yes     ALL-2   yes     yes      yes     ALL-2     IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      IND-3   IND-3   IND-3    IND-3   IND-3   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-request      nobodys     yes      yes     yes     yes     yes      yes     yes       IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     IND-3   IND-3    IND-3   yes     LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-request      persons     yes      yes     yes     yes     yes      yes     yes       IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      yes     yes     LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
read-request      groups      yes      yes     yes     yes     yes      yes     yes       IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      yes     yes     LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
answer-request    nobodys     IND-3    IND-3   IND-3   IND-3   IND-3    IND-3   IND-3     IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     IND-3   IND-3    IND-3   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
answer-request    persons     IND-3    IND-3   IND-3   IND-3   IND-3    IND-3   IND-3     IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      IND-5   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
answer-request    groups      IND-3    IND-3   IND-3   IND-3   IND-3    IND-3   IND-3     IND-3   IND-3     IND-3   IND-3    IND-3    IND-3    ABB-9  ALL-2  ALL-4     yes      yes     yes     yes      IND-5   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
edit-section      submitted   yes      yes     ALL-2   yes     yes      yes     ALL-2     yes     ALL-2     yes     ALL-2    ABB-8    ABB-8    ABB-9  ALL-2  ALL-4     IND-6    IND-6   IND-6   IND-6    IND-5   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
sign-section      submitted   IND-6    IND-6   IND-6   IND-6   IND-6    IND-6   IND-6     IND-6   IND-6     IND-6   IND-6    IND-6    IND-6    ABB-9  ALL-2  ALL-4     IND-6    IND-5   IND-5   IND-6    IND-5   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
submit-section    submitted   IND-6    IND-6   IND-6   IND-6   IND-6    IND-6   IND-6     IND-6   IND-6     IND-6   IND-6    IND-6    IND-6    ABB-9  ALL-2  ALL-4     yes      IND-5   IND-5   yes      IND-5   IND-5   LEX-2   LEX-2    LOC-10   LOC-10    LOC-6   LOC-11     LOC-11
answer-solicited  asked       LOC-7    LOC-7   LOC-7   LOC-7   LOC-7    LOC-7   LOC-7     LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    ABB-9  ALL-2  ALL-4     LOC-7    LOC-7   LOC-7   LOC-7    LOC-7   LOC-7   LEX-2   LEX-2    yes      LOC-8     LOC-6   LOC-11     LOC-11
answer-solicited  answered    LOC-7    LOC-7   LOC-7   LOC-7   LOC-7    LOC-7   LOC-7     LOC-7   LOC-7     LOC-7   LOC-7    LOC-7    LOC-7    ABB-9  ALL-2  ALL-4     LOC-7    LOC-7   LOC-7   LOC-7    LOC-7   LOC-7   LEX-2   LEX-2    LOC-7    LOC-8     LOC-6   LOC-11     LOC-11
read-view         asked       LOC-10   LOC-10  LOC-10  LOC-10  LOC-10   LOC-10  LOC-10    LOC-10  LOC-10    LOC-10  LOC-10   LOC-10   LOC-10   ABB-9  ALL-2  ALL-4     LOC-10   LOC-10  LOC-10  LOC-10   LOC-10  LOC-10  LEX-2   LEX-2    yes      LOC-8     LOC-6   LOC-11     LOC-11
`

// orgGrid: the actions in an organisation, and redeeming a key in the
// installation, by the account's place in organisations.
//
//	former  an agent once, of no organisation now   rehired  active again
//	other   agent (here even an Admin) of another organisation
const orgGrid = `
action          admin  agent   rehired  other  former  nobody
create-dossier  yes    yes     yes      ALL-4  ALL-4   ALL-4
use-models      yes    yes     yes      ALL-4  ALL-4   ALL-4
manage-models   yes    LOC-10  LOC-10   ALL-4  ALL-4   ALL-4
list-agents     yes    yes     yes      ALL-4  ALL-4   ALL-4
manage-agents   yes    ALL-9   ALL-9    ALL-4  ALL-4   ALL-4
list-managed    yes    ALL-9   ALL-9    ALL-4  ALL-4   ALL-4
manage-groups   yes    IND-5   IND-5    ALL-4  ALL-4   ALL-4
list-clients    yes    yes     yes      ALL-4  ALL-4   ALL-4
manage-clients  yes    LEX-4   LEX-4    ALL-4  ALL-4   ALL-4
manage-behalf   yes    LOC-1   LOC-1    ALL-4  ALL-4   ALL-4
redeem-key      yes    yes     yes      yes    EVO-3   EVO-3
`

// grid gives a table's cells, by column and action.
type grid struct {
	columns []string
	actions []Action
	cells   map[string]map[Action]string
}

func gridOf(t testing.TB, text string) grid {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(text), "\n")
	g := grid{columns: strings.Fields(lines[0])[1:], cells: map[string]map[Action]string{}}
	for _, line := range lines[1:] {
		f := strings.Fields(line)
		if len(f) != len(g.columns)+1 {
			t.Fatalf("%d cells, want %d: %s", len(f)-1, len(g.columns), line)
		}
		g.actions = append(g.actions, Action(f[0]))
		for i, c := range g.columns {
			if g.cells[c] == nil {
				g.cells[c] = map[Action]string{}
			}
			g.cells[c][Action(f[0])] = f[i+1]
		}
	}
	return g
}

// mission lists the rules of mission.md, by their prefix.
var mission = map[string]int{"EVO": 7, "ABB": 10, "IND": 6, "LEX": 8, "LOC": 11, "ALL": 9}

func isMission(id string) bool {
	var n int
	prefix, rest, _ := strings.Cut(id, "-")
	_, err := fmt.Sscanf(rest, "%d", &n)
	return err == nil && fmt.Sprintf("%s-%d", prefix, n) == id && n >= 1 && n <= mission[prefix]
}

func TestGridsCoverEveryActionOnce(t *testing.T) {
	for _, g := range []grid{gridOf(t, dossierGrid), gridOf(t, unionGrid)} {
		if !slices.Equal(g.actions, DossierActions) {
			t.Errorf("the table has %v, the code %v", g.actions, DossierActions)
		}
	}
	if got, want := gridOf(t, orgGrid).actions, append(slices.Clone(OrgActions), RedeemKey); !slices.Equal(got, want) {
		t.Errorf("the table has %v, the code %v", got, want)
	}
}
