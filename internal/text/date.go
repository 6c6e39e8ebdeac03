package text

import (
	"strconv"
	"strings"
	"time"
)

// months are names, not sentences: their order is their id.
var months = map[Lang][12]string{
	FR: {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	EN: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Date writes the day of t in zone, the organisation's (ALL-7), at length:
// "24 novembre 2026", "1er mai 2026", "24 November 2026". A nil zone is UTC.
func (l Lang) Date(t time.Time, zone *time.Location) string {
	if l != FR {
		l = EN
	}
	t = in(t, zone)
	day := strconv.Itoa(t.Day())
	if l == FR && t.Day() == 1 {
		day = "1er"
	}
	return day + " " + months[l][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// DateTime writes day and minute of t in zone: "24 novembre 2026 à 09:00",
// "24 November 2026 at 09:00". No line breaks before the hour.
func (l Lang) DateTime(t time.Time, zone *time.Location) string {
	at := " at" + noBreak
	if l == FR {
		at = " à" + noBreak
	}
	return l.Date(t, zone) + at + in(t, zone).Format("15:04")
}

// Day writes a plain day such as 2026-11-24 at length; what is none stays as it is.
func (l Lang) Day(plain string) string {
	t, err := time.Parse(time.DateOnly, plain)
	if err != nil {
		return plain
	}
	return l.Date(t, time.UTC)
}

// TypedDay writes a plain day as people type it, in either language:
// 24/11/2026.
func TypedDay(plain string) string {
	t, err := time.Parse(time.DateOnly, plain)
	if err != nil {
		return plain
	}
	return t.Format("02/01/2006")
}

// PlainDay reads a day as people type it (24/11/2026, 4.1.2026, 2026-11-24)
// and gives it plain; what is none stays as it is.
func PlainDay(typed string) string {
	s := strings.TrimSpace(typed)
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("/.- ", r) })
	t, err := time.Parse("2/1/2006", strings.Join(parts, "/"))
	if err != nil {
		return s
	}
	return t.Format(time.DateOnly)
}

func in(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		return t.UTC()
	}
	return t.In(zone)
}
