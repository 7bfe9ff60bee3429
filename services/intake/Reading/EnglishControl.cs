using Territory.Contracts;

namespace Territory.Intake.Reading;

// Control of a place: taken, lost, sought, given or kept.
internal sealed partial class EnglishRules
{
    // "took full control of", "lost control of", "for control of".
    private void Control(int c)
    {
        // "took total control at dawn today of the base"
        if (TookWhere(c)) return;
        // "established fire control over": its guns reach it, and no more.
        if (s[c - 1].Says(Cue.FireNoun) && s[c - 1].EndsIn(Cue.FireNoun)) return;
        var next = c + 1;
        while (next <= c + 5 && s[next].Word is not "of" and not "over" && (s[next].Is(Hint.Weekday | Hint.Today | Hint.Yesterday | Hint.Night | Hint.Article | Hint.Month) || s[next].Is(Sense.Adverb | Sense.In) || s[next].Kind == TokenKind.Number || s[next].Says(Cue.TimeOfDay))) next++;
        // "took full control from the rebels of the town"
        if (s[next].Is(Sense.From) && parties.After(next) is >= 0 and var losing && s[s[losing + 1].Is(Sense.People) || s[losing + 1].IsWord ? losing + 2 : losing + 1] is { Word: "of" }) next = s[losing + 1].Word is "of" ? losing + 1 : losing + 2;
        var of = s[next].Is(Sense.On) || s[next].Word is "on" or "of" ? next + 1 : s[c + 1].Is(Sense.On) || s[c + 1].Word is "on" ? c + 2 : -1;
        if (of < 0) { InControlThere(c); return; }
        var places = EnglishPlaces.From(s, of, scene, out _);
        if (UnnamedAfter(of) && InControl(c) is { } standing) { scene.Unnamed = standing; scene.UnnamedKind = KindAfter(of); return; }
        if (UnnamedAfter(of) && !Some(of) && Stretch.Of(c - 5, 5).LastOrDefault(i => s[i].Is(Sense.Impose | Sense.Take) && s[i].Form != Form.Plain, -1) is >= 0 and var v0 && mood.Of(v0) == Mood.Asserted && parties.Subject(v0, false).Code is { } unseen)
        {
            (scene.Unnamed, scene.UnnamedKind) = ((unseen, parties.Loser(of, unseen, true)), KindAfter(of));
            return;
        }
        if (places.Count == 0 || tied.Contains(c) || Stretch.Of(places[^1].Last + 1, 4).Any(i => s[i].Is(Tie.Share | Tie.Dispute) && (s[i - 1].Is(Hint.Be) || s[i - 1].Is(Sense.Still | Sense.Adverb)))) return;
        var full = s[c].Says(Cue.FullControl) && !s[c - 1].Is(Sense.Most);
        if (full) places = [.. places.Select(p => p.Extent == Extent.Unstated || p.Area.Level == AreaLevel.Site ? p with { Extent = Extent.Whole } : p)];
        if (s[c - 1].Is(Sense.Most)) places = [.. places.Select(p => p with { Extent = Extent.Most })];
        if (s[c].Says(Cue.Partial)) places = [.. places.Select(p => p with { Extent = Extent.Part })];
        if (ControlPassed(places) || LeftIn(c, places)) return;
        for (var v = c - 1; v >= 0 && v >= c - 6; v--)
        {
            if (s[v].Is(Sense.Lose) || (s[v].Is(Sense.Leave) && s[v].Form != Form.Plain && !Passive(v) && !s[v].Is(Sense.HandOver))) { LoseAt(v, places); return; }
            if (s[v].Is(Sense.Attempt | Sense.Purpose)) { Tried(v, places); return; }
            if (s[v].Is(Sense.HandOver) && Given(v, c, places, full)) return;
            if (s[v].Is(Sense.HandOver) && s[v].Is(Sense.Leave) && !Passive(v)) { LoseAt(v, places); return; }
            // "are now in control of", "were in full control of", "in control of" on Saturday or in a headline: news.
            if (s[v].Word is "in" && (full || mood.Dated(v) || Claimed(v) || (s.Number == 0 && s[v - 1].IsActor && s[0].Word is not "with") || Regained(v)
                || Stretch.Of(v - 3, 3).Any(i => s[i].Is(Tie.Now)))) { Now(v, places, mood.Of(v)); return; }
            if (full && (s[v].Word is "have" or "has" || s[v].Is(Hint.Had) && (s[v - 1].Is(Tie.Now) || s.Items.Take(v).Any(i => i.Is(Sense.Say)) && OfToday(v, places[^1].Last)))) { Now(v, places, mood.Of(v)); return; }
            if (s[c - 1].Is(Sense.Most) && AlmostAll(v, places)) return;
            // "were able to tighten their control over"
            if (s[v].Says(Cue.Tighten) && Achieved(v)) { Now(v, places, Mood.Asserted); return; }
            if (s[v].Is(Sense.Standing) || s[v].Word is "in") { Still(v, places); return; }
            // "We announce the full establishment of our military control over X": theirs who announce it.
            if (s[v].Says(Cue.EstablishmentNoun) && s[v + 1].Is(Hint.Of) && parties.Speaker is { } herald && Stretch.Of(v - 5, 5).Any(i => s[i].Is(Sense.Say) || s[i].Is(Sense.Impose) && s[i].Word.StartsWith("announc", StringComparison.Ordinal)) && mood.OfNews(v) is Mood.Asserted)
            {
                Emit(places, v, Mood.Asserted, "take-control", ClaimKind.Change, null, herald, -1, 0.85);
                return;
            }
            if (!s[v].Is(Sense.Impose | Sense.Take)) continue;
            if (Passive(v)) return;
            var how = mood.Of(v);
            var (taker, at) = parties.Subject(v, s[v].Form == Form.Gerund);
            if (how == Mood.Attempted) taker ??= Campaigner(v);
            if (how != Mood.Unreal && taker is not null) Emit(places, v, how, "take-control", ClaimKind.Change, parties.Loser(places[^1].Last, taker, true), taker, at, 0.93);
            return;
        }
        // "Rebel control of X would be a blow": nobody has it.
        if (Stretch.Of(places[^1].Last + 1, 2).Any(i => s[i].Is(Sense.May))) return;
        Still(c, places);
    }

    // "said it had full control of X", but not "until 2012", "before the rebels came", "in the early months of the war".
    private bool OfToday(int v, int place) =>
        !mood.Historic(v) && s.Items.All(i => i.Word is not ("until" or "before" or "when" or "while" or "once" or "throughout") && !i.Is(Sense.Was | Sense.Before))
        && !Stretch.Of(place + 1, Math.Max(0, s.Count - place - 1)).Any(i => s[i].Word is "in" or "for" && !Stretch.Of(i + 1, 4).Any(j => s[j].IsArea || s[j].Is(Hint.Cue) || s[j].Is(Sense.Direction)));

    // "have almost complete control of X", "had near-full control of the town": how far they have come.
    private bool AlmostAll(int v, List<Place> places)
    {
        if (!(s[v].Is(Hint.Had) || s[v].Word is "have" or "has") || !places.TrueForAll(p => p.Area.Level == AreaLevel.Place) || mood.OfNews(v) is not Mood.Asserted
            || parties.Subject(v, false) is not ({ } holder, var at)) return false;
        Emit(places, v, Mood.Asserted, "holds-part", ClaimKind.Partial, null, holder, at, 0.75);
        return true;
    }

    // "are back in control of", "once again in control of": they were not before.
    private bool Regained(int v) => (s[v - 1].Word is "back" || s[v - 1].Tail is "again" or "more") && Stretch.Of(v - 4, 4).All(i => !s[i].Is(Sense.Still | Sense.Neg | Sense.May));

    // "managed to control X", "were able to dominate most of X", "could control X after clashes": they have it now.
    private bool Achieved(int t) => s[t - 1].Tail is "to" && s[t].Form == Form.Base && mood.Of(t) is Mood.Asserted || s[t - 1].Word is "could" && mood.OfNews(t) is Mood.Asserted;
}
