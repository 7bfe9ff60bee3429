namespace Territory.Intake.Reading;

// What stands while something else is told, and what is agreed and still to come.
internal sealed partial class ArabicMood
{
    // «ما زال التنظيم، بعد خسارته قرى عدة، يسيطر على X»: the auxiliary and its verb are one, whatever stands between two commas.
    private bool Resumed(int at) => s[at].Form == Form.Imperfect && !s[at].HasConjunction && Parts(at - 1) && Stretch.Of(at - 2 * Reach, 2 * Reach).Any(i => s[i].Is(Sense.Still | Sense.Was) && Interrupted(i, at - 1));

    private bool Interrupted(int auxiliary, int closes)
    {
        var opens = Stretch.Of(auxiliary + 1, 6).FirstOrDefault(Parts, -1);
        if (opens < 0 || opens >= closes) return false;
        var between = Stretch.Of(auxiliary + 1, opens - auxiliary - 1).ToList();
        return between.Exists(i => s[i].IsActor) && !between.Exists(i => s[i].Finite);
    }

    private bool Parts(int at) => s[at].Kind is TokenKind.Comma or TokenKind.Dash;

    // «تخضع X لسيطرة A منذ 2016، بينما تسيطر B على Y», «استعاد الجيش X، فيما تسيطر B على Y»: what stands beside what is told.
    private bool Meanwhile(int at)
    {
        if (s[at].Pronoun || !(s[at].Is(Sense.TakeOn) || s[at].Is(Sense.Take) && s[at].Word.Contains("حتل", StringComparison.Ordinal))) return false;
        // «أما A فتسيطر على X»
        if (s[at].Form == Form.Imperfect && s[at].Prefix is ['ف', ..] && Stretch.Of(at - 6, 6).Any(i => s[i].Word is "اما" or "واما")) return true;
        if (Stretch.Of(at + 1, 2 * Reach).TakeWhile(i => s.SameClause(i, at)).Any(i => s[i].Is(RecentDay | Hint.Night) || s[i].Is(Tie.HourUnit))) return false;
        var contrast = Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].EndsIn(Cue.ContrastWord), -1);
        if (contrast >= 0 && Stretch.Of(contrast + 1, at - contrast - 1).Any(i => s[i].Finite)) return false;
        // «يحاصر A أحياء، بينما يسيطر على بقية المدينة»: the rest, which nobody took just now.
        if (contrast >= 0 && Stretch.Of(at + 1, 6).Any(i => s[i].Says(Cue.RestOf) && s[i - 1].Is(Sense.On))) return true;
        if (contrast >= 0) return contrast == 0 || s[0].Form == Form.Imperfect && s[0].Is(Sense.TakeOn) || Stretch.Of(0, contrast).Any(i => Stands(i) || s[i].Is(Sense.Hold) || s[i].Is(Hint.Since)) || TakesBefore(contrast);
        // «تخضع X لسيطرة A، وتسيطر B على Y»
        var standing = s[at].HasConjunction ? Stretch.Of(0, at).LastOrDefault(Stands, -1) : -1;
        return standing >= 0 && !Stretch.Of(standing + 1, at - standing - 1).Any(i => s[i].Finite && s[i].Is(ArabicRules.Triggers) && !(s[i].Form == Form.Imperfect && s[i].Is(Sense.TakeOn)));
    }

    // A taking, and nobody who left what another may have come into.
    private bool TakesBefore(int at) => s.Items.Take(at).Any(i => i.Form == Form.Perfect && i.Is(Sense.TakeOn | Sense.Take | Sense.Enter | Sense.Receive | Sense.Manage | Sense.Impose))
        && !s.Items.Take(at).Any(i => i.Is(Sense.Withdraw | Sense.Leave | Sense.Lose | Sense.Exit | Sense.Fall | Sense.Pull | Sense.Expel));

    private bool Stands(int at) => s[at].Is(Sense.Still) || s[at].Is(Hint.Held) && s[at].Word.Contains("خضع", StringComparison.Ordinal) && !s[at].Word.StartsWith("ال", StringComparison.Ordinal);

    // «تواصل A عملياتها للسيطرة على X», «للتقدم والسيطرة على X»: what she goes on trying, where «تواصل سيطرتها» stands.
    private bool GoesOn(int standing, int at) =>
        (s[standing].Word.Contains("واصل", StringComparison.Ordinal) || s[standing].Word.Contains("ستمر", StringComparison.Ordinal))
        && (s[at].HasPreposition('ل') && (s[at].Definite || !s[at].Is(Sense.TakeOn)) || s[at].HasConjunction && s[at - 1].HasPreposition('ل'));

    // «تسيطر الآن على 80 بالمئة من X»: how far he has come.
    private bool CountedNow(int at) => s[at].Is(Sense.TakeOn) && Stretch.Of(at + 1, 4).Any(i => s[i].Says(Cue.AtPresent) && s.SameClause(i, at))
        && Stretch.Of(at + 1, 9).TakeWhile(i => s.SameClause(i, at)).Any(i => s[i].Kind == TokenKind.Number || s[i].Says(Cue.Fraction));

    // «وبذلك تخرج X عن سيطرة Y», «وبهذا يستعيد الجيش X»: what has come of it; «وبذلك يسيطر على X وY» may count what he had.
    private bool Upshot(int at) => (s[at].Is(Sense.Exit | Sense.Lose | Sense.Fall | Sense.Become) || s[at].Is(Sense.Take) && !s[at].Word.Contains("حتل", StringComparison.Ordinal) || s[at].Is(Sense.TakeOn) && Stretch.Of(at + 1, 5).Any(i => s[i].Is(Sense.Whole) && !s[i].Is(Sense.Most))) && Stretch.Of(at - 2, 2).Any(i => s[i].Says(Cue.Thereby));

    private bool ToCome(int verb, int at) => s[verb] is { IsWord: true, Word: ['س', 'ت' or 'ي' or 'ن', _, _, _, ..] } && verb >= at - 3 && (s[at - 1].Is(Sense.On) && s[at - 1].Word is "علي" || verb == at - 1 && s[at].HasPreposition('ب'));

    /// <summary>«بدأ», «باشر»: done are only the first steps.</summary>
    public bool Begins(int verb) => s[verb].Finite && s[verb].SaysBare(Cue.BeginVerb);

    /// <summary>«سبق لقوات A السيطرة على X», «سبق لقوات A أن سيطرت على X»: whose earlier deed it was; -1 for none.</summary>
    public int Precedent(int at) => Stretch.Of(at - Reach, Reach).LastOrDefault(i => s[i].SaysBare(Cue.HasPreceded) && s[i + 1].IsActor && s[i + 1].HasPreposition('ل'), -1) is >= 0 and var before
        && !Stretch.Of(before + 1, at - before - 1).Any(i => s[i].Is(Sense.Clause) || s[i].Form == Form.Perfect && !s[i].Is(Sense.Impose)) ? before + 1 : -1;

    // «منذ أن سيطرت عليها الفصائل», «منذ دخلها الجيش», «منذ صيف كذا، حين رحلت عنها A»: what the time is counted from.
    private bool SinceThen(int at) => s[at].Form == Form.Perfect && s[at - 1].Word is "حين" or "عندما" && Stretch.Of(at - 7, 6).Any(i => s[i].Is(Hint.Since)) || s[at].Form == Form.Perfect && (s[at - 1].Is(Hint.Since) || s[at - 1].Word is "ان" && s[at - 2].Is(Hint.Since));

    /// <summary>«تشمل بنود الاتفاق انسحاب A من X», «بموجب الاتفاق تنسحب A من X»: agreed, and not done yet.</summary>
    public bool Stipulated(int at)
    {
        if (Negation(at) is not null || Conditional(at) || Refuted(at) || Rumoured(at) || Historic(at)) return false;
        if (s[at].Form == Form.Imperfect) return Stretch.Of(s.ClauseStart(at), at - s.ClauseStart(at)).Any(i => s[i].Is(Tie.Settlement) && ByTerms(s[i - 1].Tail));
        // «اتفاق على خروج A من X»
        var upon = s[at].Form != Form.Noun ? -1 : s[at].HasPreposition('ل') && s[at - 1].Is(Tie.Settlement) ? at - 1 : !s[at - 1].Is(Sense.On) ? -1 : Stretch.Of(at - 4, 3).LastOrDefault(i => s[i].Is(Tie.Settlement), -1);
        if (upon >= 0) return !Stretch.Of(upon - 3, 3).Any(i => s[i].Is(Sense.Deny | Sense.Was | Sense.After | Sense.Neg)) && !Stretch.Of(upon + 1, at - upon - 1).Any(i => s[i].Finite);
        var terms = s[at].Form == Form.Noun ? Stretch.Of(at - Reach - 4, Reach + 4).LastOrDefault(i => s[i].Is(Tie.Terms) && !s[i].Prepositional, -1) : -1;
        if (terms < 0 || Negation(terms) is not null) return false;
        var said = Stretch.Of(terms - 4, at - terms + 4).ToList();
        return said.Exists(i => s[i].Is(Tie.Settlement)) && !said.Exists(i => s[i].Is(Sense.Deny | Sense.Was | Sense.After | Sense.Neg) || s[i].Is(Sense.May) && !s[i].Is(Tie.Settlement | Tie.Terms) && !s[i].Word.Contains("توصل", StringComparison.Ordinal) || i > terms && s[i].Form == Form.Perfect);
    }

    // «بموجب الاتفاق تنسحب A من X وتتسلمها B», «خطة من مرحلتين: A تخلي X»: what is to be done by its terms, each of them.
    private bool UnderTerms(int at) => Listed(at) || Stretch.Of(0, at).Any(i => s[i].Is(Tie.Settlement) && ByTerms(s[i - 1].Tail));

    // «من بنود المسودة: انسحاب A من X وسيطرة B على Y»
    private bool Listed(int at) => s[at].Form is Form.Noun or Form.Imperfect && Stretch.Of(0, at).LastOrDefault(i => s[i].Kind == TokenKind.Colon, -1) is >= 0 and var colon
        && Stretch.Of(colon - 6, 6).Any(i => s[i].Is(Tie.Settlement) || s[i].Says(Cue.ProposalNoun)) && !Stretch.Of(0, colon).Any(i => s[i].Is(Sense.After | Sense.Deny));

    private bool Until(int at) => s[at - 1].Word is "حتي" && Stretch.Of(at - 8, 7).Any(i => s.SameClause(i, at) && s[i].Word is { Length: > 3 } word && (word.Contains("مستمر", StringComparison.Ordinal) || word.Contains("متواصل", StringComparison.Ordinal) || word.Contains("ماضيه", StringComparison.Ordinal) || word.Contains("ماضون", StringComparison.Ordinal)
        || s[i].Form is Form.Imperfect or Form.Future && (word.Contains("ستمر", StringComparison.Ordinal) || word.Contains("واصل", StringComparison.Ordinal)) || s[i].Says(Cue.GoOnOrStop)));

    /// <summary>«المعركة المقبلة ستكون لتحرير X»: what whoever speaks is about to do.</summary>
    public bool Aimed(int at) => s[at].HasPreposition('ل') && s[at - 1].Says(Cue.WillBe) && Stretch.Of(at - 4, 3).Any(i => s[i].Is(Hint.Next));

    // «قبل أن تعود قوات X وتسيطر عليها»: she came back, and did.
    public bool BackBefore(int at) => (s[at].HasConjunction || s[at].HasPreposition('ل')) && Stretch.Of(at - 6, 6).Any(i => s[i].Is(Hint.BeforeThat) && s[i + 1].Finite && s[i + 1].Is(Sense.Become) && Stretch.Of(i + 2, Math.Max(0, at - i - 2)).All(k => s[k].IsActor && !s[k].IsArea || s[k].Is(Sense.People | Sense.Adverb)));

    private int Returned(int at) => !s[at].HasPreposition('ل') ? -1 : Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Form == Form.Perfect && s[i].Is(Sense.Become) && s[i].Tail.TrimStart('و', 'ف').StartsWith("عاد", StringComparison.Ordinal)
        && Stretch.Of(i + 1, at - i - 1).All(k => s[k].IsActor && !s[k].IsArea || s[k].Is(Sense.People | Sense.Adverb)), -1);

    /// <summary>«على أن تدخلها قوات B لاحقا بموجب الاتفاق»: agreed, and still to come.</summary>
    public bool Foreseen(int at) => s[at].Form == Form.Noun && Prepares(at) || s[at].Form == Form.Imperfect && s[at - 1].Word is "ان" && !Conditional(at) && !Refuted(at)
        && (s[at - 2].Is(Sense.On) && (s.Items.Any(i => i.Is(Tie.Settlement) || i.Is(Hint.Tomorrow) || i.Says(Cue.LaterAdjective)) || Stretch.Of(at - 8, 6).Any(i => (s[i].Is(Tie.Terms) || s[i].SaysBare(Cue.Agreed)) && Negation(i) is null)) || s[at - 2].Says(Cue.Scheduled) && s[at - 3].Is(Sense.From));

    // «تمهيدا لتنفيذ انتشارها في X», «استعدادا لدخول X»
    private bool Prepares(int at) => Stretch.Of(at - 3, 3).LastOrDefault(i => s[i].Says(Cue.InPreparation), -1) is >= 0 and var prepares && Negation(at) is null && (s[prepares + 1].HasPreposition('ل') || s[prepares + 1].Word.StartsWith('ل'));

    private static bool ByTerms(string word) => word.TrimEnd('ا') is var by && (by.EndsWith("حسب", StringComparison.Ordinal) || by.EndsWith("وفق", StringComparison.Ordinal) || by.EndsWith("بموجب", StringComparison.Ordinal));
}
