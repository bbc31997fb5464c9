package ui

// topic is one page of Help.
type topic struct {
	id, group, title, about string
	parts                   []topicPart
	act                     string    // the words of a button that goes there; "" for none
	do                      func(*UI) // what it does
	needsCase               bool      // only with a case file open
}

// topicPart is a card of a page: a plain heading, then sentences, then steps with numbers.
type topicPart struct {
	heading string
	words   []string
	steps   []string
}

// The headings that topics stand under, in order.
var topicGroups = []string{"Begin", "How do I…", "Working it your way", "Good to know"}

// topics is all of Help but the words. A translator reaches every sentence through say.
func topics() []topic {
	return append(append(beginTopics(), append(paperTopics(), safeTopics()...)...), wayTopics()...)
}

func beginTopics() []topic {
	return []topic{
		{id: "first", group: "Begin", title: "First steps", about: "What to do in the first ten minutes", parts: []topicPart{
			{"Make a case file", nil, []string{
				"On the first screen, choose “Start a new case file”, or press Ctrl+N.",
				"Answer four short questions. Nothing you write there is final.",
				"If you choose a passphrase, you get a recovery key. Print it or write it down."}},
			{"Write down one date", []string{"All other dates follow from what happened. Begin with the last letter you had from the council."}, []string{
				"Press Ctrl+D.",
				"Choose what happened. You can type a word, such as “refusal” or “draft”.",
				"Type the day: 5 Jan, yesterday, last Tuesday. It shows you the day it understood.",
				"Go back to Today. It now says what to do next, and by when."}},
			{"After that", []string{"Log each call and letter from now on. Add papers when you have ten minutes. You do not have to do it all at once."}, nil},
		}},
		{id: "log", group: "How do I…", title: "Log a call, a letter or a meeting", about: "Two minutes, from anywhere", act: "Log what happened (Ctrl+L)", do: (*UI).quickLog, needsCase: true, parts: []topicPart{
			{"How", nil, []string{
				"Press Ctrl+L. It works from every screen.",
				"Choose what it was: a call, an e-mail, a letter, a meeting.",
				"Write who it was, and what was said, in their words if you can.",
				"If they promised something, say so, and by when. Today tells you if it does not come.",
				"Press Ctrl+Enter to save."}},
			{"Why", []string{"A call leaves no trace unless you write it down. A note made on the same day counts for more than memory."}, nil},
		}},
		{id: "reason", group: "How do I…", title: "Read the reason for a date", about: "The sum, the law, and how sure it is", parts: []topicPart{
			{"How", nil, []string{
				"On Today, press a date, or go to it with Tab and press Enter.",
				"You see the sum step by step, and the fact it was counted from.",
				"Press a fact to change it, if its day is wrong.",
				"Beside it stands the law, when it was read, and how sure it is."}},
			{"When it is not sure", []string{"A date may lack a fact, or come from a guide and not from the law. The page then says so, and what would make it surer.",
				"If the Tribunal set another day for your case, write it down. It goes before the sum."}, nil},
		}},
	}
}

func paperTopics() []topic {
	return []topic{
		{id: "papers", group: "How do I…", title: "Add papers", about: "PDFs, photos, e-mails and Word files", act: "Add files (Ctrl+O)", do: (*UI).addFiles, needsCase: true, parts: []topicPart{
			{"How", nil, []string{
				"Press Ctrl+O and choose files, or drop them on the window.",
				"Each is kept first, just as it came. Then it is read.",
				"Under Documents, open a paper to give it a title, a date and a kind.",
				"If it shows a date that matters, the program asks you about it."}},
			{"Scans and photos", []string{"The words in a picture can be found only when the free program tesseract is on this computer. Documents tells you how to get it."}, nil},
			{"Papers that stay private", []string{"A letter marked “without prejudice”, and notes of mediation, are held back. They go into no bundle unless you open them yourself."}, nil},
			{"Papers with a password", []string{"Open the paper and type its password. It is then shown, found by its words, and put into a bundle. The program forgets the password when you lock or close the case file."}, nil},
		}},
		{id: "bundle", group: "How do I…", title: "Make a bundle", about: "One PDF with numbers and a list in front", act: "Go to the bundle", do: func(u *UI) { u.Go("bundle") }, needsCase: true, parts: []topicPart{
			{"How", nil, []string{
				"Press Ctrl+6.",
				"Say what it is for. The program puts your papers in order.",
				"Move a paper with Alt+Up and Alt+Down. Leave one out, or put one in.",
				"Look at the pages at the top: how many you have, and how many are allowed.",
				"Look at the warnings. Each one opens its paper.",
				"Make it, and save the PDF where you like."}},
			{"What is checked", []string{"The finished PDF is read again. The list, the links and the number on each page have to agree. If they do not, you are told."}, nil},
			{"Who makes which", []string{"In most appeals the council makes the big bundle for the hearing. You send your own evidence. If your letter from the Tribunal says something else, do what the letter says."}, nil},
		}},
		{id: "hand-on", group: "How do I…", title: "Hand the case on to an adviser", about: "One sealed file out", act: "Hand the case on", do: func(u *UI) { u.open(newHandOn) }, needsCase: true, parts: []topicPart{
			{"How", nil, []string{
				"Open the File menu and choose “Hand the case on”.",
				"Give the archive a passphrase of its own.",
				"Save it on a stick, or send the file to them.",
				"Tell them the passphrase in another way, such as by phone.",
				"They open the file with this program."}},
			{"What they get", []string{"They get everything: the log, the dates and all papers, also those held back. Your own file stays as it is."}, nil},
			{"To go on without this program", []string{"On the same page you can write ordinary files: your papers, tables, and the log as a page. These are not sealed."}, nil},
		}},
	}
}

func safeTopics() []topic {
	return []topic{
		{id: "backup", group: "How do I…", title: "Back up, and get a backup back", about: "It is done for you; a second place is better", act: "Go to Backups", do: func(u *UI) { u.Go("backups") }, needsCase: true, parts: []topicPart{
			{"What is done for you", []string{"A backup is made while you work, and when you close the case file. Each is opened and read before it counts."}, nil},
			{"Make it safer", nil, []string{
				"Go to Backups.",
				"Choose a second place, such as a USB stick.",
				"Now and then, rehearse a restore. It proves that the backup works."}},
			{"Get one back", []string{"On the same page, choose the backup you want. It becomes a new file. The one you have stays as it is."}, nil},
		}},
		{id: "lock", group: "How do I…", title: "Lock it, and the keys to it", about: "Passphrase and recovery key", act: "Passphrase and recovery key", do: (*UI).openPassphrase, needsCase: true, parts: []topicPart{
			{"Lock it", []string{"Press Ctrl+Shift+L. It asks for the passphrase before it shows anything again. What you had begun to write is kept.",
				"It also locks when nobody has touched it for five minutes, and after the computer slept. Settings (Ctrl+9) changes the five minutes."}, nil},
			{"When someone walks in", []string{"Press Ctrl+H. A plain page covers everything. Enter takes it away."}, nil},
			{"If you forget the passphrase", []string{"Type the recovery key from your paper in its place. Nobody else has it, and nobody can send you a new one.",
				"If both are lost, the case file cannot be opened by anybody."}, nil},
			{"Change it", []string{"Open the File menu and choose “Passphrase and recovery key”. There you can also check the key on your paper, or make a new one."}, nil},
		}},
		{id: "move", group: "How do I…", title: "Move to another computer", about: "Take the one file with you", parts: []topicPart{
			{"How", nil, []string{
				"Close the case file with Ctrl+W, so that nothing is half written.",
				"Copy the file whose name ends in .casefile to a stick.",
				"On the other computer, copy it into a folder of its own. A folder that a cloud copies is not a good place for it.",
				"Open it there, with the same passphrase.",
				"Choose a place for backups there too."}},
			{"Then use only one of them", []string{"What you write in one copy does not come into the other. Delete the old one, or keep it only as a backup."}, nil},
		}},
		{id: "damaged", group: "How do I…", title: "When something is damaged or gone", about: "What to do on a bad day", act: "Restore a backup", do: (*UI).restoreBackup, parts: []topicPart{
			{"The case file cannot be opened", []string{"Open it all the same. If it is damaged, you come to a page that lists the newest backups. It can also save what is left in the damaged file. Nothing is deleted."}, nil},
			{"The case file is gone", []string{"Open the File menu and choose “Restore a backup”. Look in the bin of the computer too."}, nil},
			{"You deleted something", []string{"Press Ctrl+U at once. It brings back what was deleted last."}, nil},
			{"A message you do not understand", []string{"Each message says what happened and what you can do. Its last line, after “Details”, is for whoever helps you."}, nil},
		}},
		{id: "words", group: "How do I…", title: "Find out what a word means", about: "Legal words in plain English", act: "All the words", do: (*UI).openWords, parts: []topicPart{
			{"How", []string{"Type the word at the top of Help. Or look for the card “Words on this page” beside a date: it explains the words used there."}, nil},
		}},
	}
}

func wayTopics() []topic {
	return []topic{
		{id: "keyboard", group: "Working it your way", title: "The keyboard", about: "Nothing here needs a mouse", act: "Every key (F1)", do: (*UI).showShortcuts, parts: []topicPart{
			{"The keys to know", []string{
				"Tab goes on, Shift+Tab goes back. A line is drawn around the place you are at.",
				"Enter or Space presses. Esc goes back, and says no to a question.",
				"Ctrl+1 to Ctrl+9 go to the screens. Ctrl+L writes in the log. Ctrl+D writes down a date.",
				"F1 lists every key. Each line there can be pressed too."}, nil},
			{"In a list", []string{"Down goes from the field above into the list. Up, Down, Page Up, Page Down, Home and End move. Enter opens."}, nil},
			{"In a long field", []string{"Tab goes out of it. Enter makes a new line, and Ctrl+Enter saves."}, nil},
		}},
		{id: "seeing", group: "Working it your way", title: "Larger text and other colours", about: "Up to twice the size", parts: []topicPart{
			{"Text", []string{"Ctrl+plus makes all text larger, Ctrl+minus smaller, Ctrl+0 normal. Nothing is cut off: the page grows, and you scroll."}, nil},
			{"Colours", []string{"Settings (Ctrl+9) has light, dark, high contrast and warm colours, and a second typeface. The View menu has the colours too. A colour never stands alone: there is always a word or a sign with it."}, nil},
		}},
		{id: "reader", group: "Working it your way", title: "With a screen reader", about: "What works, what does not, and what to use instead", parts: []topicPart{
			{"What does not work", []string{
				"On Linux, screen readers cannot read this window.",
				"On Windows and on a Mac it can speak only in a build made for that. Nobody has tried it on a real Windows computer yet, so do not rely on it.",
				"Pictures of pages and the timeline are not read out. The menus are silent, and nothing can be pressed through the screen reader. When the screen changes by itself, nothing is said.",
				"We know that this shuts people out. Until it is mended, there is another way to do the same work."}, nil},
			{"What works: the command line", []string{
				"The same program runs without a window, in a terminal. Its answers are short lines that read well aloud.",
				"Type “casefile help” to hear all commands. Type “casefile help log” to hear about one."}, nil},
			{"The same work, by command", nil, []string{
				"Make a case file: casefile new mine.casefile --child Sam",
				"Log a call: casefile log mine.casefile --kind call --on 2026-03-16 --with \"Ms Okafor\" --said \"She will send it\"",
				"Write down a date: casefile event mine.casefile decision-sent 2026-03-16",
				"Hear what is due, and why: casefile deadlines mine.casefile --why",
				"Add papers: casefile add mine.casefile letter.pdf",
				"Find words: casefile search mine.casefile speech therapy",
				"Make a bundle: casefile bundle mine.casefile -o evidence.pdf",
				"Back up: casefile backup mine.casefile safe"}},
		}},
		{id: "private", group: "Good to know", title: "What leaves this computer", about: "Nothing, unless you press for it", parts: []topicPart{
			{"Nothing is sent", []string{"This program does not use the internet. There is no account. Nobody counts what you do.",
				"A link to a law opens in your web browser, and only when you press it."}, nil},
			{"Who can read it", []string{"With a passphrase, only you. Without one, anybody who has the file. A bundle or a letter that you save as a PDF is not sealed."}, nil},
		}},
		{id: "advice", group: "Good to know", title: "What this program cannot do", about: "And who can", act: "About the law", do: (*UI).openLaw, parts: []topicPart{
			{"It does not know your case", []string{"It counts days by general rules. No lawyer has checked them yet. What the Tribunal tells you in your own case comes first."}, nil},
			{"Who can help", []string{"Each council area has a free advice service for families, called SENDIASS. There are charities that help with appeals. Ask early: their lines are often full."}, nil},
		}},
	}
}
