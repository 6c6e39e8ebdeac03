// Command organization makes an organisation with the starter models, and
// invites its first Admin by mail. `make organization` runs it, locally and
// against AWS.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"

	"tierce/internal/awsenv"
	"tierce/internal/fault"
	"tierce/internal/id"
	"tierce/internal/people"
	"tierce/internal/rooms"
	"tierce/internal/table"
	"tierce/internal/text"
)

func main() {
	name := flag.String("name", "", "the organisation's name")
	admin := flag.String("admin", "", "e-mail address of its first Admin")
	lang := flag.String("lang", "fr", "language of the invitation, fr or en")
	zone := flag.String("zone", people.DefaultZone, "time zone of the organisation, by its IANA name")
	flag.Parse()
	if err := make(*name, *admin, *lang, *zone); err != nil {
		fmt.Fprintln(os.Stderr, said(err))
		os.Exit(1)
	}
}

func make(name, admin, lang, zone string) error {
	if err := awsenv.Require("TABLE"); err != nil {
		return err
	}
	ctx := context.Background()
	r := rooms.On(table.New(awsenv.DynamoDB(nil), os.Getenv("TABLE")), time.Now)
	org := id.New()
	if err := r.Models.Adopt(ctx, org); err != nil {
		return err
	}
	o, err := r.People.MakeOrganization(ctx, org, name, zone, admin, lang)
	if err == nil {
		fmt.Printf("organization %s %q made; an invitation goes to %s\n", o.ID, o.Name, admin)
	}
	return err
}

// said gives a fault in words, with the field that is wrong.
func said(err error) string {
	f := fault.Of(err)
	if f == nil || len(f.Fields) == 0 {
		return err.Error()
	}
	return f.Fields[0].Path + ": " + text.EN.Say("error."+f.Fields[0].Code, f.Fields[0].Args...)
}
