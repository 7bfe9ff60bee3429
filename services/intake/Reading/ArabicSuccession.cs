using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who comes when another leaves, and who only came to leave again.
internal sealed partial class ArabicRules
{
    // «انسحب A من X قبل وقت قصير من سيطرة B عليها»: from hand to hand; a governorate never by these words alone.
    private string? Successor(int t, List<Place> places, string? from)
    {
        if (s[t].Form != Form.Perfect || places.Exists(p => p.Area.Level == AreaLevel.Governorate) || mood.Negation(t) is not null || mood.Conditional(t) || mood.Refuted(t)) return null;
        if (Stretch.Of(s.ClauseStart(t), t - s.ClauseStart(t)).Any(i => s[i].Is(Sense.Was | Sense.Still | Sense.Rel | Sense.Deny) || s[i].Is(Hint.Since))) return null;
        var end = places[^1].Last;
        var taking = Stretch.Of(end + 1, 12).TakeWhile(i => !s[i].Is(Sense.Clause) && s[i].Kind != TokenKind.Comma && !s[i].Finite).FirstOrDefault(i => s[i] is { Form: Form.Noun, Pronoun: false } && s[i].Is(Sense.TakeOn) || s[i].Is(Sense.Grip) && s[i].EndsIn(Cue.ControlNoun), -1);
        var between = Stretch.Of(end + 1, Math.Max(0, taking - end - 1)).ToList();
        if (!between.Exists(i => s[i].Says(Cue.PriorTo)) || between.Exists(i => s[i].Is(Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit))) return null;
        return parties.Holder(taking) is >= 0 and var heir && Stretch.Of(heir + 1, 3).Any(i => s[i].Is(Sense.OnIt)) && roles.Other(heir, from) is not null ? parties.Joint(heir) : null;
    }

    // «ملأت الحشود ساحات X»: only who fills a void has come in another's stead.
    private bool Fills(int t) => s[t].Is(Sense.Enter) && s[t].Tail is var verb && (verb.StartsWith("ملا", StringComparison.Ordinal) || verb.StartsWith("يملا", StringComparison.Ordinal) || verb.StartsWith("تملا", StringComparison.Ordinal)) && !Stretch.Of(t + 1, 5).Any(i => s[i].Says(Cue.Vacuum));

    // «اقتحموا X ثم غادروها»: a raid, which leaves the town to whoever had it.
    private bool Stormed(int t, List<Place> places)
    {
        if (!s[t].Finite || !(s[t - 1].Word is "ثم" || s[t - 1].Is(Hint.BeforeThat) || Themselves(t)) || parties.SubjectAfter(t, t + 4) >= 0 || s[t + 1].Is(Hint.Latter)) return false;
        // «دخلوا X ثم انسحبوا منها»
        if (Storm(t) < 0 && !(s[t].Is(Sense.Withdraw) && !s[t + 1].Is(Tie.Civilians) && (s[t - 1].Word is "ثم" || s[t - 1].Is(Hint.BeforeThat)) && Stretch.Of(t - 10, 10).Any(i => s[i].Is(Sense.Enter) && s[i].Form == Form.Perfect && s[i].Tail.TrimStart('و', 'ف').StartsWith("دخل", StringComparison.Ordinal)))) return false;
        return findings.RemoveAll(f => f is { Kind: ClaimKind.Partial, Entered: true } && places.Exists(p => p.Areas.SequenceEqual(f.Place.Areas))) > 0;
    }

    // «دخلت دورية بلدة X وفتشت منازل قبل أن تنسحب منها»: who comes to search and goes again has taken and left nothing.
    private bool Visit()
    {
        var enter = Stretch.Of(0, s.Count).FirstOrDefault(i => s[i].Is(Sense.Enter) && s[i].Finite, -1);
        if (enter < 0) return false;
        var search = Stretch.Of(enter + 1, s.Count - enter - 1).FirstOrDefault(i => s[i].SaysBare(Cue.Searched) || s[i].EndsIn(Cue.Searched), -1);
        var patrol = Stretch.Of(enter + 1, 2).Any(i => s[i].EndsIn(Cue.Patrol));
        var gone = Stretch.Of(enter + 1, s.Count - enter - 1).FirstOrDefault(i => s[i].Finite && s[i].Is(Sense.Withdraw | Sense.Leave) && (s[i - 1].Is(Hint.BeforeThat) || s[i - 1].Word is "ثم") && parties.SubjectAfter(i, i + 4) < 0, -1);
        return gone > search && search >= 0 || patrol && (gone >= 0 || search >= 0) || gone > enter && Passing(enter, gone) || Repeated(enter);
    }

    private int Storm(int t) => Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Enter) && s[i].Finite && s[i].Word.Contains("قتحم", StringComparison.Ordinal), -1);

    // «… وغادروها فجرا»: a plural verb without a subject of its own, and nobody named since but who stormed.
    private bool Themselves(int t) => s[t].HasConjunction && (s[t].Word.EndsWith("وا", StringComparison.Ordinal) || s[t].Word.EndsWith("وها", StringComparison.Ordinal) || s[t].Word.EndsWith("وه", StringComparison.Ordinal))
        && Storm(t) is >= 0 and var storm && Stretch.Of(storm + 1, t - storm - 1).Count(i => s[i].IsActor && !s[i].IsArea) <= 1;

    // «في عام 2013 سيطر A على X. وانسحب B منها»: it goes on with what is long past, as it names no other day.
    private void Continued()
    {
        if (!scene.InHistory || dates.Count > 0 || s.Count == 0 || s[0] is not { HasConjunction: true, Form: Form.Perfect } || s[0].Is(Sense.Say)) return;
        for (var i = 0; i < findings.Count; i++)
            if (findings[i].Kind == ClaimKind.Change && scene.LastTold.Any(f => f.Place.Areas.SequenceEqual(findings[i].Place.Areas))) findings[i] = findings[i] with { Kind = ClaimKind.Background };
    }
}
