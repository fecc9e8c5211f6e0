package normalize

import "testing"

func TestLooksLikePerson(t *testing.T) {
	for _, name := range []string{"Ann Oar", "Dr. Ann Oar", "Ann-Marie O’Oar", "Cy van der Mast", "ANN OAR", "Анна Весло", "나루터", "船田 渡", "María R. del Remo"} {
		if !LooksLikePerson(name) {
			t.Errorf("%q: no person", name)
		}
	}
	for _, name := range []string{"", "Ann", "ann oar", "The Quay", "Quay News", "Harbour Team", "https://quay.example", "@annoar", "3 February", "Read more", "Harbour GmbH", "quay.example", "Ann Oar Bo Keel Cy Mast"} {
		if LooksLikePerson(name) {
			t.Errorf("%q: a person", name)
		}
	}
}
