package ui

// word is a legal word, or one of this program's own, in plain English.
type word struct {
	term  string
	means string   // a sentence or a few
	also  []string // other ways it is written, in lower case
}

// everywhere are words that stand on nearly every page: Help explains them, and no page does at its side.
var everywhere = []string{"Council", "Advice"}

// glossary explains the words that letters and this window use. It is general: what a word means in one case, its own papers say.
func glossary() []word {
	return append(append(planWords(), appealWords()...), otherWords()...)
}

// planWords are those of the way to a plan.
func planWords() []word {
	return []word{
		{"EHC plan", "An Education, Health and Care plan. It is a legal paper from the council. It says what needs a child has, what help must be given, and which school gives it.", []string{"education, health and care plan", "ehcp"}},
		{"EHC needs assessment", "The council finds out what a child needs, by asking the family, the school and experts. It comes before a plan.", []string{"needs assessment", "assessment"}},
		{"Request for an assessment", "A letter that asks the council to find out what a child needs. A parent, a young person or a school can send it.", nil},
		{"Advice", "A report that the council asks for during an assessment: from the school, health, care or an educational psychologist.", []string{"advice was asked", "advice came back", "asked for advice"}},
		{"Draft plan", "A first version of the plan. The family has at least fifteen days to say what should change and to ask for a school.", nil},
		{"Final plan", "The plan that counts. With it comes a right to appeal.", nil},
		{"Final amended plan", "A final plan after it was changed. With it comes a new right to appeal.", []string{"amended plan"}},
		{"Amendment notice", "A letter that says how the council wants to change a plan. The family has at least fifteen days to answer.", []string{"notice of changes", "proposed changes"}},
		{"Representations", "What the family says about a draft plan or a change: what is wrong, what is missing, which school.", nil},
		{"Annual review", "A look at the plan, at least once a year. It starts with a meeting and ends with the council's decision.", []string{"review meeting", "the review"}},
		{"Phase transfer", "The move from one stage of school to the next, such as primary to secondary. The plan has to name the next school by a fixed day.", []string{"next phase"}},
		{"Re-assessment", "A new assessment of a child who has a plan already.", []string{"reassessment", "re-assess"}},
		{"Cease to maintain", "The council stops a plan. The family can appeal, and the plan stays while they do.", []string{"stop the plan", "plan being stopped", "ending a plan"}},
		{"Section A", "The part of the plan with the views, hopes and wishes of the child and the parents.", nil},
		{"Section B", "The part of the plan that says what the child needs help with in learning. You can appeal about it.", []string{"sections b"}},
		{"Section C", "The part of the plan with the child's health needs.", nil},
		{"Section D", "The part of the plan with the child's needs for social care.", nil},
		{"Section E", "The part of the plan that says what the child should be able to do in time. These are called outcomes.", []string{"outcomes"}},
		{"Section F", "The part of the plan that says which help with learning must be given, and how much. You can appeal about it.", []string{"and f"}},
		{"Section G", "The part of the plan that says which health care must be given.", nil},
		{"Section H", "The part of the plan that says which social care must be given.", nil},
		{"Section I", "The part of the plan that names the school, or the kind of school. You can appeal about it.", nil},
		{"Section J", "The part of the plan about a personal budget.", nil},
		{"Section K", "The list of the reports that the plan was made from.", nil},
		{"Provision", "The help that a plan promises, such as hours of therapy or a person beside the child.", []string{"special educational provision"}},
		{"Special educational needs", "A child finds it harder to learn than most, and needs help that other children do not.", []string{"sen"}},
		{"SENCO", "The teacher in a school who looks after the help for children with special needs.", nil},
		{"Educational psychologist", "An expert in how children learn and feel, who writes a report about your child.", nil},
		{"Council", "Here it is the local authority: the council that has to assess, write the plan and see that the help is given.", []string{"local authority"}},
		{"Young person", "Somebody over 16 who has left the last school year in which pupils must attend. The rights are then their own.", nil},
		{"NHS board", "The part of the NHS that plans health care in an area. Its full name is integrated care board.", []string{"integrated care board"}},
		{"Personal budget", "Money in a plan that pays for some of the help. The family may ask for it.", nil},
		{"Exception", "A reason in the law for which a council may be late. It has to say which, and to show it. It never moves the date.", []string{"exceptions"}},
	}
}

// appealWords are those of mediation, appeals and the bundle.
func appealWords() []word {
	return []word{
		{"Appeal", "You ask the Tribunal to look at a decision of the council again. There is a last day for it.", []string{"the appeal"}},
		{"Tribunal", "The court that decides about plans. Its full name is the First-tier Tribunal (Special Educational Needs and Disability). It does not belong to the council.", []string{"the tribunal"}},
		{"Mediation", "A talk with the council, led by somebody who takes no side. You need not go, but for most appeals you must speak to an adviser about it first.", nil},
		{"Mediation certificate", "A paper that shows you spoke to a mediation adviser. You need it for most appeals, but not for one about the school alone.", []string{"certificate"}},
		{"Mediation adviser", "Somebody who tells you about mediation and sends the certificate.", nil},
		{"Refusal to assess", "The council says no to an assessment. You can appeal.", []string{"refused to assess"}},
		{"Refusal to issue", "The council has assessed and will not make a plan. You can appeal.", nil},
		{"Order", "What the Tribunal decides at the end. The council has to do it, by a fixed day.", []string{"tribunal's order"}},
		{"Direction", "What the Tribunal tells a side to do during the appeal, and by when. It goes before every general rule.", []string{"directions", "tribunal set"}},
		{"Practice direction", "Rules of the Tribunal for every case. One of them says how many pages a bundle may have.", nil},
		{"Registration letter", "The Tribunal's first letter after it took in an appeal. It holds the days by which things must be sent.", nil},
		{"Response", "The council's answer to the appeal.", []string{"answers the appeal"}},
		{"Concede", "The council gives in, on all or a part of the appeal.", []string{"concedes", "conceded", "concession", "concessions"}},
		{"Working document", "The plan as a table that both sides write in, in different colours. It shows what is agreed and what is not.", nil},
		{"Bundle", "All the papers for a hearing as one numbered file, with a list in front.", nil},
		{"Evidence", "Papers that show what is true: reports, letters, school work, statements.", nil},
		{"Chronology", "A list of what happened, with dates, oldest first.", nil},
		{"Statement", "What somebody has seen or knows, written down and signed for the Tribunal.", []string{"witness statement"}},
		{"Expert report", "What a person with training, such as a therapist, writes about what a child needs.", nil},
		{"Hearing", "The day on which the Tribunal listens to both sides, most often by video.", nil},
		{"SEND35", "The Tribunal's form for most appeals. For a refusal to assess it is SEND35A.", []string{"send35a"}},
		{"SEND7", "The Tribunal's form to ask for something during an appeal, such as more time or more pages.", nil},
		{"Without prejudice", "Words on a letter with an offer to settle. Such a letter is as a rule not shown to the Tribunal. Ask before you use one.", nil},
		{"Legal advice letter", "What passes between you and your own lawyer about your case is private, and is held back here.", []string{"legal advice"}},
		{"Held back", "A paper that this program keeps out of every bundle, because it looks private. You can open it if you are sure.", nil},
		{"Redacted", "Some words are blacked out, such as another child's name. They cannot be read or copied any more.", []string{"blacked out", "redact"}},
		{"Served", "Sent in the way the rules ask for, so that it counts as given.", nil},
		{"Certificate of service", "A page that says what was sent, to whom, on which day and how.", nil},
		{"Permission to appeal", "The leave you need to take a decision of the Tribunal to the next court, the Upper Tribunal.", []string{"upper tribunal"}},
		{"Set aside", "The Tribunal takes its own decision away, because something went wrong on the way to it.", nil},
		{"Review of a decision", "The Tribunal looks at its own decision again, because it may have got the law wrong.", nil},
		{"Costs", "Money for the other side's work on the case. In these appeals nobody pays it, save where a side has behaved very badly.", nil},
		{"Discrimination claim", "A case about a child treated worse because of a disability. It has time limits of its own.", []string{"disability discrimination", "claim of discrimination"}},
	}
}

// otherWords are those of complaints, records, school, counting, and this program.
func otherWords() []word {
	return []word{
		{"Complaint", "You tell the council or the school in writing what went wrong. They have steps and days for it.", nil},
		{"Ombudsman", "An office that looks into complaints about councils once the council has answered. It costs nothing.", nil},
		{"Judicial review", "A court looks at whether the council kept to the law. You need a lawyer, and have to be quick.", nil},
		{"Letter before claim", "The letter that is sent before a judicial review. It gives the council a last chance.", nil},
		{"Subject access request", "You ask to see what is kept about your child or yourself.", []string{"subject access"}},
		{"Freedom of information", "You ask a public office for papers that are not about one person.", nil},
		{"Suspension", "A school sends a child home for some days.", []string{"suspended"}},
		{"Permanent exclusion", "A school takes a child off its roll for good. There are days by which to ask for it to be looked at again.", []string{"exclusion", "excluded"}},
		{"Governors", "The people who watch over a school. They look at some exclusions.", nil},
		{"Review panel", "People from outside the school who look at an exclusion again.", []string{"independent review panel"}},
		{"Children and Families Act", "The law of 2014 that EHC plans come from.", nil},
		{"SEND Regulations", "The rules of 2014 that give the steps and the times for plans.", nil},
		{"HESC Rules", "The rules of 2008 that the Tribunal works by. HESC stands for health, education and social care.", []string{"hesc"}},
		{"Code of Practice", "The government's guide for councils and schools. They have to follow it unless there is a good reason.", nil},
		{"Equality Act", "A law of 2010. Nobody may be treated worse because of a disability.", nil},
		{"Statutory", "It stands in the law, so that it must be done.", nil},
		{"Working day", "Monday to Friday, without bank holidays.", []string{"working days"}},
		{"School day", "A day in term time on which the school is open.", []string{"school days"}},
		{"Bank holiday", "A public holiday, such as Easter Monday.", []string{"bank holidays"}},
		{"Case file", "The one file of this program that holds everything: the log, the dates and the papers.", nil},
		{"Passphrase", "A few words that open the case file. It is like a password, but longer and easier to keep in mind.", nil},
		{"Recovery key", "A long row of letters on paper. It opens the case file when the passphrase is forgotten.", nil},
		{"Sealed", "Written in such a way that only the passphrase or the recovery key can make it readable.", nil},
		{"Archive", "A sealed copy of the whole case in one file, to hand to somebody else.", nil},
		{"Backup", "A copy of the case file that the program makes for you, so that nothing is lost if the file is.", []string{"backups"}},
		{"Rehearse a restore", "A backup is made into a file for a moment and read, to prove that it would work. Then that file is removed.", nil},
		{"Fact with a date", "Something that happened on a day and starts or ends a time in law, such as a letter the council sent.", nil},
		{"SENDIASS", "A free advice service for families that each council area has. It does not take the council's side.", nil},
		{"PDF", "A file with pages that look the same on every computer and on paper.", nil},
		{"MB", "How big a file is. Many e-mail boxes take no more than 20 MB at once.", nil},
		{"SHA-256", "A long number worked out from a file. If one letter in the file changes, the number is another one.", []string{"sha"}},
		{"Scan", "A picture of a page. Its words can be found only after they were read off the picture.", []string{"scans"}},
	}
}
