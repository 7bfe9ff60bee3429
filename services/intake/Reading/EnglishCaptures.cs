using Territory.Contracts;

namespace Territory.Intake.Reading;

// Takings told by a noun, or by a verb that stands before a list of what was taken.
internal sealed partial class EnglishRules
{
    // "Hama was captured by rebels", "Hama, seized by rebels on Thursday".
    private bool Passive(int t)
    {
        if (s[t].Form is not (Form.Past or Form.Participle)) return false;
        if (s[t].Form == Form.Participle && s[t - 1].Word is "have" or "has" or "had" && s[t - 1].Tail is not "been") return false;
        for (var i = t - 1; i >= t - 3; i--)
        {
            if ((s[i].Is(Hint.Passive) && !s[i].IsActor) || s[i].Tail is "been") return true;
            if (!s[i].Is(Sense.Adverb | Sense.Neg) && !s[i].Is(Tie.Meantime) && s[i].Word is not "have" and not "has") break;
        }
        return s[t + 1].Is(Hint.By);
    }

    // "the capture of Hama by rebels", "the rebels' capture of Hama".
    private void Nominal(int t, ClaimKind kind)
    {
        var places = EnglishPlaces.From(s, t + 2, scene, out var end);
        if (places.Count == 0) return;
        var at = s[end].Is(Hint.By) ? parties.After(end) : s[t - 1].IsActor ? t - 1 : s[t - 2].IsActor ? t - 2 : -1;
        var how = s[t].Form == Form.Gerund ? mood.OfNews(t) : mood.Of(t);
        // "announced the capture of X", "completed their capture of X".
        var verb = Stretch.Of(t - 3, 3).LastOrDefault(i => s[i].Is(Sense.Say | Sense.Manage | Sense.Impose) && s[i].Form is Form.Past or Form.Present or Form.Base or Form.Participle, -1);
        if (at < 0 && verb >= 0 && parties.Subject(verb, false) is (not null, >= 0 and var announcer)) (at, how) = (announcer, mood.Of(verb));
        // "its units had completed the capture of X": the speaker's.
        else if (at < 0 && verb >= 0 && s[verb].Is(Sense.Manage) && parties.Speaker is { } speaker && parties.Subject(verb, false).Code == speaker && mood.Of(verb) is Mood.Asserted) { Emit(places, t, Mood.Asserted, "capture-of", kind, null, speaker, -1, 0.75); return; }
        // "A statement by the movement confirms the liberation of X": its own doing.
        else if (at < 0 && verb >= 0 && s[verb].Is(Sense.Say) && s[verb].Form is Form.Past or Form.Present && parties.Speaker is { } herald && mood.Of(verb) is Mood.Asserted
            && s[t - 1].Word is "the" && s[verb].Word.StartsWith("confirm", StringComparison.Ordinal) | s[verb].Word.StartsWith("announc", StringComparison.Ordinal) | s[verb].Word.StartsWith("declar", StringComparison.Ordinal) | (s[t].Says(Cue.LiberationNoun) && s[verb].Says(Cue.ReportVerb))) { Emit(places, t, Mood.Asserted, "capture-of", kind, null, herald, -1, 0.75); return; }
        // "follows its capture of X", "the capture of X was announced by the army"
        if (at < 0 && s[t - 1].Word is "its" or "their" && parties.Subject(t, true) is (not null, >= 0 and var owner) && owner < t) at = owner;
        if (at < 0 && Stretch.Of(end, 4).FirstOrDefault(i => s[i].Is(Sense.Say) && s[i + 1].Is(Hint.By), -1) is >= 0 and var announced && (announced == end + 1 && s[end].Kind == TokenKind.Comma || Stretch.Of(end, announced - end).Any(i => s[i].Is(Hint.Passive)))) at = parties.After(announced + 1);
        // "With the capture of X, the army …"
        if (at < 0 && verb < 0 && t < 4 && s[end].Kind == TokenKind.Comma && !mood.Conditional(t)) (at, how) = (parties.After(end), mood.Historic(t) ? Mood.Background : Mood.Asserted);
        // "The capture of X in Y province came days after": of what the sentence before told without a name.
        if (at < 0 && s[t - 1].Word is "the" && (t == 1 || s[t - 2].Is(Sense.Say)) && unnamed is { } told && !mood.Conditional(t)) { Emit(places, t, Mood.Asserted, "capture-of", kind, told.Loser, told.Taker, -1, 0.75); return; }
        // "The recapture of X from Y puts the army within reach of"
        if (at < 0 && how is Mood.Asserted && Gifted(end - 1, main: true) is >= 0 and var gifted) at = gifted;
        if (at < 0 && how is Mood.Asserted && Victor(end - 1) is >= 0 and var victor) at = victor;
        if (at < 0 && how is Mood.Asserted && Gainer(places, end - 1) is >= 0 and var gainer) at = gainer;
        if (at < 0 && how is Mood.Asserted && Bereft(places[^1].Last) is >= 0 and var robbed) { Emit(places, t, how, "capture-of", kind, parties.Code(robbed, loser: true), null, robbed, 0.7, ControlStatus.Unknown); return; }
        if (at >= 0 && parties.Code(at) is { } taker && how is Mood.Asserted or Mood.Denied) Emit(places, t, how, "capture-of", kind, parties.Loser(places[^1].Last, taker, s[end].Is(Sense.From)), taker, at, 0.75);
    }

    // "the town's capture by rebels", "its capture by rebels"
    private void Own(int t, ClaimKind kind)
    {
        var (places, at, how) = (s[t - 1].IsArea ? EnglishPlaces.Before(s, t, scene) : EnglishPlaces.Its(s, t - 1, scene), parties.After(t + 1), mood.Of(t));
        if (places.Count > 0 && at >= 0 && parties.Code(at) is { } taker && how is not Mood.Unreal) Emit(places, t, how, "capture-of", kind, null, taker, at, 0.8);
    }

    // "Among the towns seized by rebels were A and B": the verb between the summary and the names.
    private int Inverted(int t) => s[t].Form is Form.Past or Form.Participle ? Summed(t) : -1;

    private int Summed(int t) =>
        Stretch.Of(t - 8, 8).LastOrDefault(i => s[i].Word is "among", -1) is >= 0 and var among && s[among - 1].Kind is TokenKind.Stop or TokenKind.Comma && !Stretch.Of(among, t - among).Any(i => s[i].IsArea || s[i].Is(Hint.Be))
            ? Stretch.Of(t + 1, 9).TakeWhile(i => !s[i].IsArea).FirstOrDefault(i => s[i].Word is "were" or "was" or "are" or "is", -1) : Totalled(t);

    // "The towns captured by rebels so far are A and B", "Villages taken by the army include A".
    private int Totalled(int t) =>
        t < 6 && s[t + 1].Is(Hint.By) && s[t - 1].EndsIn(Cue.TownsAndAreas) && Stretch.Of(0, Math.Max(0, t - 1)).All(i => s[i].Is(Hint.Article) || s[i].Is(Sense.Part | Sense.Direction | Sense.Adverb) || s[i].Kind == TokenKind.Number || s[i] is { IsWord: true })
            ? Stretch.Of(t + 2, 9).TakeWhile(i => !s[i].IsArea && s[i].Kind != TokenKind.Comma).FirstOrDefault(i => s[i].Says(Cue.IncludeOrAre), -1) : -1;

    private void Listed(int t, int be, ClaimKind kind)
    {
        var (places, how) = (EnglishPlaces.From(s, be + 1, scene, out _), mood.Of(t));
        var at = Stretch.Of(t + 1, be - t - 1).FirstOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (places.Count > 0 && (at >= 0 ? parties.Code(at) : parties.Speaker ?? scene.LastTaker ?? unnamed?.Taker) is { } taker && how is not Mood.Unreal) Emit(places, t, how, "among", kind, null, taker, at, at >= 0 ? 0.88 : 0.7);
    }

    // "Among the villages still held by rebels are A and B": what stands.
    private bool HeldAmong(int t)
    {
        if (Summed(t) is not (>= 0 and var be) || !s[t + 1].Is(Hint.By) && !s[t].Is(Sense.Hold) || parties.After(s[t + 1].Is(Hint.By) ? t + 1 : t) is not (>= 0 and var at) || parties.Code(at) is not { } holder || mood.Conditional(t)) return false;
        Emit(EnglishPlaces.From(s, be + 1, scene, out _), t, Mood.Background, "held-among", ClaimKind.Background, null, holder, at, 0.68);
        return true;
    }

    // "rebel-held areas, including A and B"
    private bool HeldIncluding(int t)
    {
        if (!HeldSo(t) || !s[t + 1].Says(Cue.TownsAndAreas) || parties.Code(t - 1) is not { } holder) return false;
        var word = s[t + 2].Kind == TokenKind.Comma ? t + 3 : t + 2;
        if (!s[word].Is(Hint.Including) && !(s[word].Word is "such" && s[word + 1].Word is "as") || mood.Conditional(t)) return false;
        var places = EnglishPlaces.From(s, s[word].Word is "such" ? word + 2 : word + 1, scene, out _);
        if (places.Count == 0 || places.Exists(p => p.Area.Level != AreaLevel.Place || findings.Any(f => f.Area == p.Area))) return false;
        Emit([.. places.Select(p => p with { Extent = Extent.Unstated })], t, Mood.Background, "held-among", ClaimKind.Background, null, holder, t - 1, 0.66);
        return true;
    }

    // "It was wrested from government hands in 2012": by whom, nobody says.
    private bool WrestedFrom(int t, List<Place> places)
    {
        var how = mood.Of(t);
        if (parties.Speaker is not null || parties.After(t + 1) is not (>= 0 and var at) || parties.Code(at, loser: true) is not { } lost || how is not (Mood.Asserted or Mood.Background)) return false;
        Emit(places, t, how, "taken-from", ClaimKind.Change, lost, null, at, 0.75, ControlStatus.Unknown);
        return true;
    }

    // "Calm returned to the towns of A and B after the army regained them": those named together before.
    private List<Place> Towns(int t)
    {
        if (s[t + 2].Says(Cue.TakenIdiom)) return [];
        var towns = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Hint.CuePlace) && s[i].Tail.EndsWith('s') && (s[i + 1].Is(Hint.Of) || s[i + 1].IsArea), -1);
        return towns < 0 ? [] : EnglishPlaces.From(s, towns, scene, out _) is { Count: > 1 } places && places.TrueForAll(p => p.Area.Level == AreaLevel.Place) ? [.. places.Select(p => p with { Extent = Extent.Unstated })] : [];
    }
}
