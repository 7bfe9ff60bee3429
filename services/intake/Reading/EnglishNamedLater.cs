using Territory.Contracts;

namespace Territory.Intake.Reading;

// A town that was taken in one sentence and is named in the next.
internal sealed partial class EnglishRules
{
    // "seized a key town from rebels": which one, the next sentence may say.
    private bool Unnamed(int t) => UnnamedAfter(t + 1);

    // "captured a military base in X": of X at least.
    private bool UnnamedSite(int t) => Stretch.Of(t + 1, 5).FirstOrDefault(i => s[i].Is(Hint.CuePlace | Hint.CueSite), -1) is >= 0 and var kind && s[kind].Is(Hint.CueSite);

    // "over 20 towns", "nearly a dozen villages".
    private bool Roughly(int at) => s[at].Word is "at" && s[at + 1].Says(Cue.Least) && (s[at + 2].Kind == TokenKind.Number || s[at + 2].Is(Sense.Part)) || s[at].Says(Cue.Approximately) && s[at].Word == s[at].Tail && (s[at + 1].Kind == TokenKind.Number || s[at + 1].Is(Sense.Part));

    private bool UnnamedAfter(int first)
    {
        if (s[first].Is(Hint.Weekday) || Roughly(first)) first += s[first].Word is "at" ? 2 : 1;
        // "the town" is one that was named, "the last town of the valley" none.
        if (s[first].Word is "both" || s[first].Word is "the" && s[first + 1].Word is not "last") return false;
        for (var i = first; i <= first + 5 && (s[first].Is(Hint.Article) || s[first].Is(Sense.Part) || s[first].Kind == TokenKind.Number); i++)
        {
            // "seized the last IS stronghold in Homs province"
            if (s[i].Says(Cue.BastionOrStronghold) && s[i + 1].Is(Sense.In) && Stretch.Of(i + 2, 6).Any(j => s[j].Is(Hint.CueGovernorate))) return true;
            if (s[i].Is(Hint.CuePlace | Hint.CueSite)) return !s[i + 1].IsArea && !s[i + 1].Is(Hint.Of | Hint.Cue | Hint.CueSite);
            if (s[i].IsArea || !(s[i].Kind == TokenKind.Number || s[i].Is(Hint.Article) || s[i].Is(Sense.Adverb | Sense.Direction | Sense.Part) || s[i].IsWord || s[i].Word is "last" || HeldWord(i))) return false;
        }
        return false;
    }

    // ", some 70 km northeast of the old city of X, is the last town": where it lies.
    private bool Afar(int from) =>
        Stretch.Of(from, 3).Any(i => s[i].Kind == TokenKind.Number) && Stretch.Of(from + 2, 14).FirstOrDefault(i => s[i].Kind == TokenKind.Comma, -1) is >= 0 and var comma && (s[comma + 1].Is(Hint.Be) || s[comma + 1].Says(Cue.LyingVerb));

    private bool HeldWord(int i) => s[i].IsActor || (s[i].Is(Sense.Standing) && s[i - 1].IsActor);

    // "Atareb, a town in western Aleppo, was …" after a sentence in which a town was taken that had no name.
    private void NameIt()
    {
        if (scene.Unnamed is not { } taken) return;
        (unnamed, scene.Unnamed) = (taken, null);
        // "captured four towns. The towns, A, B and C, …"
        if (s[0].Word is "the" && Stretch.Of(1, 3).FirstOrDefault(i => s[i].Is(Hint.CuePlace) && s[i].Word.EndsWith('s'), -1) is >= 0 and var towns
            && Stretch.Of(towns + 1, 3).FirstOrDefault(i => s[i].IsArea && s[i].Capital, -1) is >= 0 and var names && !Stretch.Of(towns + 1, names - towns - 1).Any(i => s[i].Is(Sense.In | Sense.Near)))
        {
            Emit(EnglishPlaces.From(s, names, scene, out _), names, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.75);
            return;
        }
        // "The rebels had held the town, X, since 2012"
        if (Stretch.Of(1, Math.Max(0, s.Count - 3)).FirstOrDefault(i => s[i - 1].Word is "the" && s[i].Is(Hint.CuePlace) && s[i + 1].Kind == TokenKind.Comma && s[i + 2].IsArea && s[i + 2].Capital && s[i + 3].Kind == TokenKind.Comma, -1) is > 0 and var called && EnglishPlaces.From(s, called + 2, scene, out _) is [{ Area.Level: AreaLevel.Place } meant])
        {
            Emit([meant], called + 2, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.72);
            return;
        }
        // "The Tanf base sits on", "the seizure of the Tishrin dam"
        if (s[0].Word is "the" && s[1].IsArea && s[1].Capital && EnglishPlaces.From(s, 0, scene, out var site) is [{ Area.Level: AreaLevel.Site } post] && (s[site].Is(Hint.Be) || s[site].Says(Cue.LyingVerb) || s[site].Word is "had" or "has"))
        {
            Emit([post], post.Last, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.7);
            return;
        }
        // "The town of Morek is located north of"
        if (s[0].Word is "the" && s[1].Is(Hint.CuePlace) && s[2].Is(Hint.Of) && s[3].IsArea && EnglishPlaces.From(s, 1, scene, out var stop) is [{ Area.Level: AreaLevel.Place } town] && (s[stop].Is(Hint.Be) || s[stop].Says(Cue.LyingVerb) || s[stop].Word is "had" || s[stop].Kind == TokenKind.Comma && s[stop + 1].Word is "which"))
        {
            Emit([town], town.Last, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.75);
            return;
        }
        // "… in the streets of Mleiha, which lies on the edge of"
        if (Stretch.Of(1, Math.Max(0, s.Count - 3)).FirstOrDefault(i => s[i].IsArea && s[i].Capital && s[i + 1].Kind == TokenKind.Comma && s[i + 2].Word is "which" && (s[i + 3].Says(Cue.LyingVerb) || s[i + 3].Word is "is"), -1) is > 0 and var lying
            && EnglishPlaces.From(s, lying, scene, out _) is [{ Area.Level: AreaLevel.Place } there])
        {
            Emit([there], lying, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.7);
            return;
        }
        // "It first captured Kafr Zita in May, then lost it": the same town, and what became of it before.
        if (Stretch.Of(0, s.Count).FirstOrDefault(i => s[i].Says(Cue.AtFirst) && Stretch.Of(i + 1, 2).Any(j => s[j].Is(Sense.Take | Sense.Enter | Sense.Lose) && s[j].Form != Form.Plain), -1) is >= 0 and var once
            && Stretch.Of(once + 2, 6).FirstOrDefault(i => s[i].IsArea && s[i].Capital, -1) is >= 0 and var of && EnglishPlaces.From(s, of, scene, out _) is [{ Area.Level: AreaLevel.Place } earlier])
        {
            Emit([earlier], of, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.72);
            past = earlier.Area;
            return;
        }
        if (scene.UnnamedKind is { } kind && SameKind(kind) is { } same)
        {
            Emit([same], same.Last, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.72);
            return;
        }
        if (!s[0].IsArea || !s[0].Capital || EnglishPlaces.From(s, 0, scene, out var end) is not [{ Area.Level: AreaLevel.Place } place]) return;
        var told = s[end].Kind == TokenKind.Comma ? Stretch.Of(end + 1, 6).Any(i => s[i].Is(Hint.CuePlace) || s[i].Word is "which") || Afar(end + 1) || s[end + 1].Says(Cue.Situated) && s.Items.Any(i => i.Is(Sense.Hold | Sense.Standing)) : s[end].Says(Cue.LyingVerb);
        if (told) Emit([place], place.Last, Mood.Asserted, "take-named", ClaimKind.Change, taken.Loser, taken.Taker, -1, 0.75);
    }

    // "and the rebels took it back", "retook it": from those who had just taken it.
    private bool Reversed(TextSpan trigger) => Stretch.Of(0, s.Count).FirstOrDefault(i => s[i].Span.Start == trigger.Start, -1) is >= 0 and var t && !s.Items.Take(t).Any(i => i.Is(Sense.Say))
        && (s[t].Says(Cue.Retaking) || s[t].Tail is "back" || Stretch.Of(t + 1, 2).Any(i => s[i].Word is "back" or "again"));

    // "had first captured it"
    private bool Formerly(int before) => Stretch.Of(0, s.Count).Any(i => s[i].Is(Hint.Had) && s[i].Span.Start < before && Stretch.Of(i + 1, 2).Any(j => s[j].Says(Cue.AtFirst)) || s[i].Says(Cue.AtFirst) && s[i].Span.Start < before && s[i + 1].Is(Sense.Take) && s[i + 1].Form == Form.Past);

    // "took X before the army retook it", "but the army won it back": what came last counts.
    private void Overtaken()
    {
        for (var i = 0; i < findings.Count; i++)
        {
            var f = findings[i];
            if (past is not null && f.Area == past && f is { Kind: ClaimKind.Change or ClaimKind.Partial, Rule: not "en/take-named" }) findings[i] = f with { Kind = ClaimKind.Background };
            // "retook X. They had first captured it in May, but rebels recovered it on 1 July": all of it is older.
            if (f is { Kind: ClaimKind.Change, To: { } since } && Formerly(f.Spans[0].Start) && scene.LastTold.Any(l => l.Area == f.Area && l is { Kind: ClaimKind.Change, To: not null } && !scene.Allied(l.To, since))) findings[i] = f with { Kind = ClaimKind.Background };
            // "entered X but were forced out within hours": they only tried.
            if (f is { Kind: ClaimKind.Partial, Rule: "en/enter", To: { } comer } && findings.FindIndex(i + 1, n => n.Area == f.Area && n is { To: null, Rule: "en/driven-out" } && scene.Allied(n.From, comer)) is >= 0 and var thrown)
            {
                findings.RemoveAt(thrown);
                findings[i] = f with { Kind = ClaimKind.Attempt };
            }
            // "took X in January but were driven out on Monday": what came last counts.
            if (f is { Kind: ClaimKind.Change, To: { } briefly } && findings.Skip(i + 1).Any(n => n.Area == f.Area && n is { Kind: ClaimKind.Change, To: null, Rule: "en/driven-out" }
                && scene.Kin(n.From, briefly))) findings[i] = f with { Kind = ClaimKind.Background };
            // "lost X on Thursday and had it back by Monday": what came last counts.
            if (f is { Kind: ClaimKind.Change, To: null, From: { } lost } && findings.Skip(i + 1).Any(n => n.Area == f.Area && n is { Kind: ClaimKind.Change, Rule: "en/has" } && scene.Allied(n.To, lost))) findings[i] = f with { Kind = ClaimKind.Background };
            if (f is not { Kind: ClaimKind.Change, To: { } taker, Siege: null, Area.Level: AreaLevel.Place }) continue;
            var next = findings.Skip(i + 1).FirstOrDefault(n => n is { Kind: ClaimKind.Change, To: { } other, Hedged: false } && n.Area == f.Area && !scene.Allied(taker, other));
            if (next is not null && next.Spans[0].Start > f.Spans[0].End && s.Items.Any(w => w.Span.Start > f.Spans[0].End && w.Span.End < next.Spans[0].Start && (w.Is(Sense.Before) || w.Word is "but" or "until") || Reversed(next.Spans[0]))) findings[i] = f with { Kind = ClaimKind.Background };
        }
    }
}
