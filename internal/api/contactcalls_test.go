package api_test

import "maps"

// contactBody is what a form of a contact sends.
func contactBody(name string, more object) object {
	body := object{"name": name, "function": "Gérant", "email": name + "@maison.example", "phone": "+33199000001", "language": "fr"}
	maps.Copy(body, more)
	return body
}

// contact adds a client contact, who comes in.
func (s *shared) contact(who string, more object) string {
	s.Helper()
	person := s.ask("claire", "POST", s.at("/contacts"), contactBody(who, more)).is(201).get("id")
	s.enter(who, who+"@maison.example")
	return person
}

// someContact is one whom nobody is.
func (s *shared) someContact() string {
	s.Helper()
	return s.ask("claire", "POST", s.at("/contacts"), contactBody("x", object{"email": s.fresh(), "group": "limited", "sections": []string{s.in}})).is(201).get("id")
}

// ofContact is a request on a contact as they are now.
func (s *shared) ofContact(method, person string, with object) call {
	s.Helper()
	is := s.ask("claire", "GET", s.at("/contacts/"+person), nil).is(200)
	c := call{method, s.at("/contacts/" + person), nil, []string{"If-Match", is.header.Get("ETag")}}
	if method == "DELETE" {
		return c
	}
	body := object{}
	is.into(&body)
	for _, name := range []string{"$schema", "id", "state", "giver", "made", "expires", "primary"} {
		delete(body, name)
	}
	maps.Copy(body, with)
	c.body = body
	return c
}

// naming names the primary contact.
func (s *shared) naming(person string) call {
	return call{"PUT", s.at("/primary-contact"), object{"person": person}, nil}
}

func (s *shared) names(person string) {
	s.Helper()
	c := s.naming(person)
	s.ask("claire", c.method, c.path, c.body).is(204)
}

func (s *shared) adding() call {
	return call{"POST", s.at("/contacts"), contactBody("x", object{"email": s.fresh(), "group": "view"}), nil}
}

// The calls about contacts.
func init() {
	maps.Copy(calls, map[string]func(*shared) call{
		"list-contacts": func(s *shared) call { return call{"GET", s.at("/contacts"), nil, nil} },
		"get-contact":   func(s *shared) call { return call{"GET", s.at("/contacts/" + s.yann), nil, nil} },
		"preview-contact": func(s *shared) call {
			return call{"GET", s.at("/contacts/preview?group=limited&sections=" + s.in), nil, nil}
		},
		"add-contact": (*shared).adding,
		"replace-contact/terms": func(s *shared) call {
			return s.ofContact("PUT", s.someContact(), object{"group": "full", "sign": true})
		},
		"replace-contact/address":     func(s *shared) call { return s.ofContact("PUT", s.someContact(), object{"email": s.fresh()}) },
		"replace-contact/the-primary": func(s *shared) call { return s.ofContact("PUT", s.yann, object{"submit": true}) },
		"replace-contact/as-primary":  func(s *shared) call { return s.ofContact("PUT", s.someContact(), object{"primary": true}) },
		"resend-grant/contact": func(s *shared) call {
			return call{"POST", s.at("/grants/" + s.someContact() + "/resend"), object{"way": "contact"}, nil}
		},
		"delete-contact": func(s *shared) call { return s.ofContact("DELETE", s.someContact(), nil) },
		"delete-person/the-primary": func(s *shared) call {
			person := s.someContact()
			s.names(person)
			return s.deleting(person)
		},
		"name-primary-contact":   func(s *shared) call { return s.naming(s.yann) },
		"remove-primary-contact": func(s *shared) call { s.names(s.yann); return call{"DELETE", s.at("/primary-contact"), nil, nil} },
	})
}
