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

// TestRulesAreToldTrue: what a rule holds is what its row says; a field that is filled is not left empty.
func TestRulesAreToldTrue(t *testing.T) {
	var r deadlines.Rule
	fill(reflect.ValueOf(&r).Elem())
	row := reflect.ValueOf(rowOf(&r))
	for i := range row.NumField() {
		name := row.Type().Field(i).Name
		if row.Field(i).IsZero() && name != "Sureness" || row.Field(i).Kind() == reflect.Slice && row.Field(i).Len() == 0 { // the grade made up here has no words
			t.Errorf("%s is filled in the rule and empty in its row", name)
		}
	}
}

// fill puts something into every exported field.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(3)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i))
			}
		}
	}
}
