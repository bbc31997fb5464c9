package cli

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"ehccasefile/deadlines"
)

// TestRulesAreToldWhole: no word of a rule is missing from its JSON, so that a stranger can check it.
func TestRulesAreToldWhole(t *testing.T) {
	for _, x := range []struct{ of, row any }{
		{deadlines.Rule{}, ruleRow{}}, {deadlines.Clock{}, clockRow{}}, {deadlines.Other{}, otherRow{}}, {deadlines.Exception{}, exception{}},
		{deadlines.Letter{}, letter{}}, {deadlines.FactKind{}, kindRow{}}, {deadlines.Deadline{}, row{}},
	} {
		var names []string
		for _, f := range reflect.VisibleFields(reflect.TypeOf(x.row)) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			names = append(names, strings.ReplaceAll(name, "_", ""))
		}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(x.of)) {
			if f.IsExported() && !f.Anonymous && !slices.Contains(names, strings.ToLower(f.Name)) {
				t.Errorf("%T.%s is not told", x.of, f.Name)
			}
		}
	}
}
