// Package table is the one DynamoDB table: strong reads, conditions,
// transactions, paging, batches. It has no business words; which key means
// what stands in the one file of each room that builds it. This comment is the
// page to read before adding an index.
//
// # Keys
//
//	PK              SK                what                                      index
//	A#acct          A                 account                                   people
//	A#acct          S#hash            portal session, TTL                       people
//	A#acct          R#spent           spent keys pasted lately, TTL             secret
//	E#sha256(mail)  A, I#id           account, waiting invitation by e-mail     people
//	O#org           O                 organisation                              people
//	O#org           A#acct, I#id      agent, agent invitation                   people
//	O#org           M#model           head of a model                           model
//	O#org           DT#model#id, J#id template of documents, and its upload     doctemplate
//	O#org           U#model           access groups of a model                  accessgroup
//	O#org           C#client, CO#id   client of the client portal, company      guest, client
//	O#org           N#partner         partner who enters dossiers for others    behalf
//	O#org           CS#client#d       a dossier that a client is shown          clientshare
//	M#model         V#000001          a version of it                           model
//	M#model         I#once            an import of it                           model
//	D#d             M                 header; GSI2 O#org / since#d; deleted,    dossier
//	                                  GSI1 A#acct#deleted / since#d
//	D#d             P#person, S#id    content                                   dossier
//	D#d             G#acct            grant; GSI1 A#acct / since#d              dossier
//	D#d             I#id              invitation; GSI2 O#org#I / made#id        invitation
//	E#sha256(mail)  D#d#id            where an invitation waits for it          invitation
//	D#d             U#id              request, with its answers                 request
//	D#d             L#id              solicitation, with draft and answer       solicitation
//	E#sha256(mail)  C#org, N#org      which client, which partner waits for it  guest
//	D#d             W#id              simulation                                simulation
//	D#d             Y#id              head of a report                          report
//	D#d             Z#id#P, #S#id     what a report shows                       report
//	D#d             F#id              document, with its versions               document
//	D#d             J#id              upload slot, for a day or two             document
//	B#id            B                 what an upload or object was made for     document
//	B#object        D#d#id            a document that refers to it              document
//	B#object        O#org#id          a template that does                      doctemplate
//	K#id            K                 share key, TTL; GSI1 D#d / made#id        sharekey
//	K#id            K                 which dossier a solicitation is of        solicitation
//	T#d, T#O#org    time#id           trail, put only                           trail
//	X#id            now, later        outbox entry; GSI3 DUE#0..3 / due#id      outbox
//	X#sweep         lease             who sweeps, for half a minute             outbox
//
// A copy takes every row of a dossier from P# to S#: no row that must not be
// copied may have a sort key in between (Q#, R#). So simulations and reports,
// which are not, stand after S#: W#, Y#, Z#; so do requests, U#. Documents, which
// are copied with the rows that refer to their objects, stand before P#: F#, J#.
// The prefixes are what the roles in
// template.yaml are limited to.
//
// # Access patterns
//
// Calls are those of one request without a race. Units are read (r: one a row
// up to 4 KB, half for an index) and write (w: one a row up to 1 KB, double in
// a transaction, one more for each index row) units for rows of up to 1 KB; a
// check in a transaction costs 2 w. A caller by session costs 1 r more. Those
// marked * are counted by tests against this table's promise, the others read
// off the code.
//
//	question                     index  PK, SK                            function            calls  units
//	may this account do this *   -      A#, D# M, D# G#acct               dossier.Load        1      3 r
//	may a contact do this *      -      and O# U#model                    dossier.Load        2      4 r
//	may a client do this *       -      and at one moment M, G#, O#, C#   dossier.Load        2      13 r
//	a section *                  -      and D# S#id                       dossier.Section     1      4 r
//	a dossier with all sections  -      and D#, from S#                   dossier.Contents    2      3 r + 1 a 4 KB
//	... first opening that day   -      T#d, insert                       dossier.Open        +1     1 w, an outsider's only
//	persons of a dossier         -      D#, from P#                       dossier.Persons     2      3 r + 1 a 4 KB
//	simulations of a dossier     -      D#, from W#                       simulation.List     2      3 r + 1 a 4 KB
//	reports of a dossier         -      D#, from Y#                       report.List         2      3 r + 1 a 4 KB
//	a report                     -      D# Y#, then Z# of each part       report.Read         2      4 r + 1 a part and 4 KB
//	a list of rows as a file     -      and D# S#id; T#                     schedule.File       2      4 r + 1 w; where it names persons +1 call
//	requests of a dossier *      -      D#, from U#                       request.List         2      4 r, more over 4 KB
//	a request *                  -      and D# U#id                       request.Read         1      4 r + 1 a further 4 KB
//	solicitations of a dossier *  -     D#, from L#                           solicitation.List   2      4 r, more over 4 KB
//	what a partner sees *        -      D# L#; then A#, M, G#, L#, S# at once  solicitation.See   3      20 r, with 4 sections
//	what an applicant sees *     -      A#, D# M, G#; then with S# at once    applicant.See       3      19 r, with 5 sections
//	what I am asked, 20          GSI1   A#acct, newest; D# L# each            solicitation.Mine   3      42 r + 1 a solicitation
//	documents of a dossier *     -      D#, from F#                           document.List       2      4 r + 1 a 4 KB
//	a document                   -      and D# F#id                           document.Read       1      4 r
//	... its file *               -      and T#; a link                        document.Download   2      4 r + 1 w
//	templates of a model, n      -      O# M#; O#, from DT#               doctemplate.List    2 + n  3 r + 1 a 4 KB + 1 r of each that is checked
//	how far an upload has come   -      and D# J#id                           document.Upload     1      4 r
//	team                         -      D#, from G#; A# each              dossier.Team        2 + n  3 r + 1 a 4 KB + n r
//	my dossiers, 20 *            GSI1   A#acct, newest; D# M, D# G#       dossier.Mine        2      41.5 r
//	what I deleted, 20           GSI1   A#acct#deleted; D# M, D# G#       deletion.Mine       2      41.5 r
//	a contact's dossiers, 20 *   GSI1   and O# U# of each model           dossier.Mine        3      42.5 r
//	a client's dossiers, 20 *    GSI1   and the same of each              dossier.Mine        3      127.5 r, with one requester
//	what a client is shown, 20 *  -     O#, from CS#; then the same       clientshare.Mine    4      129 r, with one requester
//	who manages what, 20         GSI2   O#org, newest; D# M               dossier.Managed     3      22 r
//	keys of a dossier, n         GSI1   D#d, newest; K#, A# of who        sharekey.List       3 + m  4 + n + m r
//	trail, a page                -      T#, newest                        trail.List          1      1 r a 4 KB
//	models of an organisation    -      O#org, from M#                    model.List          2      1 r + 1 a 4 KB
//	access groups of a model *   -      O# M#, U#; M# V#                  accessgroup.List    1      3 r
//	contacts of a group, n       GSI1   AG#org#model#group, all           accessgroup.Contacts 1     0.5 r, more over 4 KB
//	one model version            -      M#, V#                            model.Version       1      1 r a 4 KB, once a process
//	redraw a model               -      O# M#; M# V#; A#; T#                  model.Redraw        2      2 r + 6 w and 2 w a KB of the model
//	agents of an organisation    -      O#org, from A#; A# each           people.Agents       2 + n  1 r + 1 a 4 KB + n r
//	what waits for my e-mail     -      E#, from I#; O# I# each           people.Waiting      1 + n  1 + n r
//	client contacts, n persons   -      D#, from P#, I#; O# U#; A#        right.Contacts      6      7 r + 1 a 4 KB + a giver's each
//	who has access, n persons    -      D#, from P#, I#; A# of givers     right.List          5      6 r + 1 a 4 KB + a giver's each
//	invitations of an org., 20   GSI2   O#org#I, newest; D# I#, then may  right.OfOrganization 3 + d 21.5 r + 3 r a dossier
//	what waits for me            -      E#, from D#; D# I# each           invitation.Waiting  1 + n  1 + n r
//	what is due                  GSI3   DUE#0..3, up to now               outbox.Sweep        4      2 r; if anything: +2 calls, 2 w, each entry's
//	an entry that SES reports    -      X#id                              outbox.Sent         1      1 r; a claim left behind: +1 w
//
//	make a dossier *             -      D# M, G#; A#; T#                  dossier.Create      3      4 r + 10 w
//	edit a section *             -      D# S#, M; T#                      dossier.Save        2      4 r + 8 w
//	paste rows                   -      D# S# twice, M; T#                schedule.Paste      3      8 r + 8 w; where they name persons +2 calls
//	a contact edits a section *  -      and O# U#model                    dossier.Save        3      5 r + 10 w
//	sign a section *             -      D# S#, G#, M; O# U#; T#           seal.Sign           3      5 r + 10 w
//	submit a section *           -      and D#, from G#; A# each; X#      seal.Submit         6      8 r + 13 w, with one agent to mail
//	return a section *           -      D# S#, M; X#; T#                  seal.Return         2      4 r + 9 w
//	title, reference, status *   -      D# M; T#                          dossier.Change      2      3 r + 6 w
//	rename a person *            -      D# P#, M; T#                      right.SavePerson    2      8 r + 6 w; not by the manager: 2 w more
//	add a person *               -      D# P#, M; D#, from P#; T#         right.SavePerson    3      9 r + 6 w
//	move an address *            -      D# P#, M, I# each way; T# twice     right.SavePerson    3      9 r + 16 w
//	invite a person *            -      D# I#; E# D#, A; X#; T#           right.Set           3      9 r + 16 w
//	give an account access *     -      D# I#, G#; E# A; A#; X#; T#       right.Set           4      10 r + 17 w
//	change a level *             -      D# I#, G#; X#; T#                 right.Set           2      8 r + 11 w
//	end an access *              -      D# I#, G#; X#; T#                 right.Set           3      10 r + 12 w
//	invite a contact *           -      D# P#, M, I#; O# U#; E#, A; X#    right.SaveContact   5      11 r + 21 w
//	change a contact's terms *   -      D# I#, G#, M, P#; O# U#; X#; T#   right.SaveContact   3      9 r + 15 w
//	delete a contact *           -      D# P#, M, I# thrice, G#; X#; T#   right.DeleteContact  5     12 r + 23 w
//	name the primary contact *   -      D# M, I#, G#, P#; O# U#; X#; T#   right.NamePrimary   3      9 r + 19 w; a former primary: +1 call, 1 r, 2 w
//	send an invitation again *   -      D# I#; E# D#, A; X#; T#           right.Resend        3      9 r + 15 w
//	come in *                    -      D# I#, G#, P#, M; E#; A#; X#; T#  right.ComeIn        7      7 r + 18 w
//	not me *                     -      D# I#; E#; X#; T#                 invitation.Decline  3      2 r + 9 w
//	make a simulation *          -      D#, from W#, S# each, W#; T#      simulation.Make     4      8 r + 6 w, with 4 KB of inventories
//	make a report *              -      D#, from Y#, S# each, P#; Z#; T#  report.Make         5      7 r + 10 w, with one section of 1 KB
//	delete a simulation          -      D# W#; T#                         simulation.Delete   2      4 r + 6 w
//	delete a report              -      D# Y#, Z# each; T#                report.Delete       2      4 r + 12 w, as above
//	ask to upload *              -      D# J#; B#; X#; D#, from F#        document.Ask        3      6 r + 9 w
//	a file arrived *             -      B#, D# J#; B# of its object       document.Arrived    7      4 r + 3 w; and 3 calls of the bucket
//	a file was scanned *         -      B#, D# J#, F#; B# twice; T#       document.Scanned    7      9 r + 11 w
//	rename, show a document *    -      D# F#; T#                         document.Change     2      4 r + 6 w; to partners: +1 call, 1 r each, 4 w
//	delete a document *          -      D# F#; X#; T#                     document.Delete     2      4 r + 9 w
//	bring it back *              -      D# F#; T#                         document.Restore    2      4 r + 6 w
//	add a template               -      O# DT#, J#; B#; X#; T#; A#        doctemplate.Add     4      4 r + 13 w, more over 1 KB of tags; and 1 call of the bucket
//	ask for a made document      -      D# J#; O# DT#; O#; A#; D# S# each, P#; B#; X# twice  doctemplate.Make  9  11 r + 14 w
//	make it                      -      the same; D# M                    doctemplate.Job     9      11 r + 2 w; and 2 calls of the bucket
//	let it go for good           -      D# F#; B# a version; X#; T#       document.Release    2      1 r + 9 w
//	ask for something *          -      D#, from U#; O# U#, P# each; U#, X#; T#  request.Make    5      7 r + 9 w, for one person
//	change a request *           -      D# U#; O# U#, P# each; T#         request.Change       4      6 r + 6 w, for one person
//	a contact answers one *      -      D# U#; and O# U#; X#; T#          request.Answer       3      5 r + 13 w
//	close a request *            -      D# U#; T#                         request.Close        2      4 r + 6 w
//	reopen a request *           -      D# U#; X#; T#                     request.Reopen       2      4 r + 9 w
//	delete a request *           -      D# U#; T#                         request.Delete       2      4 r + 6 w
//	ask a partner *              -      D#, from L#; L#, K#; X# twice; T#     solicitation.Make   4      6 r + 14 w
//	attach a dossier *           -      A# R#, K#; D# M, L#; G#; T#           solicitation.Claim  4      5 r + 8 w
//	save a draft *               -      as they see it; D# L#                 solicitation.Save   3      20 r + 6 w
//	send an answer *             -      as they see it; D# L#, S#, M; X# twice; T# twice  solicitation.Send  3  20 r + 18 w, with one section filled in
//	fill the applicant view *    -      as they see it; D# S#, G#, M; T#  applicant.Fill      3      19 r + 8 w
//	withdraw a solicitation *    -      D# L#, G#; X#; T#                     solicitation.Withdraw  3   6 r + 12 w
//	what a move changes          -      and O# M#; D#, from S#, L#; A#, G# each  move.Plan      5 + n  8 r, more over 4 KB, + n r
//	move to another version      -      as above; D# M, S#, G#, L# each; T#   move.Move          6 + n  8 r + n r + 6 w + 2 w a section, partner, draft
//	add a client *               -      O# C#, CO#; E# C#, A; X#; T#      client.Add          5      6 r + 15 w
//	allow a partner to enter *   -      O# N#, M# each; A#; E# N#, A; X#; T#  behalf.Add         5      8 r + 15 w, with one model
//	other models for a partner *  -      O# N#, M# each; A# twice; T#      behalf.Save         3      6 r + 10 w
//	enter a dossier for somebody *  -   A#; O# N#; D# M, P#, S#, G# twice, I#; E#; X# twice; T# thrice  behalf.Enter  5  6 r + 36 w, with one section
//	leave the first status *     -      D# M; T#                          dossier.Change      2      3 r + 6 w
//	another company *            -      O# C#, CO#; X#; T#; A#            client.Save         3      4 r + 11 w
//	show to a client and one more *  -  D# M, G#; O# C#, CS#; X#; T#      clientshare.Show    6      11 r + 24 w
//	put on the team *            -      D# G#; T#                         dossier.AddToTeam   2      5 r + 9 w
//	end an origin *              -      D# G#; T#                         dossier.EndOrigin   2      5 r + 7 w
//	hand over to a teammate *    -      D# M; A# twice; T#                dossier.HandOver    2      5 r + 8 w; else +3 w
//	delete a dossier *           -      D# M; A#; X# twice; T#            deletion.Delete     2      3 r + 13 w
//	restore a dossier *          -      D# M; A#; X#; T#                  deletion.Restore    2      3 r + 10 w
//	what deleting ends           GSI1   D#, from G#, I#; A# each; keys    deletion.Preview    5 + m  6 r + 1 a 4 KB + n r
//	purge a dossier              GSI1   D# all; K#, E# of it              deletion.Purge      6      its rows: 1 r a 4 KB, 1 w a KB each
//	make a key *                 -      K#; T#                            sharekey.Make       2      3 r + 7 w
//	revoke a key *               -      K#; T#                            sharekey.Revoke     2      4 r + 6 w
//	redeem, join *               -      K#; D# G#; T#                     sharekey.Redeem     2      3 r + 11 w
//	redeem, copy *               -      D# all; X#; K#; A#; T# twice      sharekey.Redeem     8      7 r + 22 w, with 1 KB of content
//	redeem, spent *              -      A# R#spent                        sharekey.Redeem     2      3 r + 1 w; too many: 1 call
//	sign in, nothing new *       -      A#; E# A                          people.SignIn       1      2 r
//	begin a session *            -      A# S#                             people.Begin        1      1 w
//	invite an agent *            -      O# I#; E# I#; X#; T#              people.Invite       3      3 r + 11 w
//	deliver an entry             -      X#                                outbox.Deliver      2      3 w; moved on: 4 w; and what its load reads
//	accept an invitation *       -      O# I#, A#, O; E#; A#; T#          people.Accept       2      2 r + 12 w
//	make or change a group *     -      O# U#; A#; T#                     accessgroup.Make    2      3 r + 6 w
//	delete a group *             GSI1   O# U#; A#; T#                     accessgroup.Delete  3      3.5 r + 6 w
//	end an agent's place *       -      O# O, A#; A#; T#                  people.Deactivate   2      3 r + 8 w
//
// A copy's content costs 1 r a 4 KB and 1 w a KB, in batches of 25 rows or 8 MB.
// Every start makes one read that warms connections (rooms.Warm).
package table
