using Territory.Contracts;

namespace Territory.Intake.Reading;

// Who gained a place or lost it, told by what its passing gives to somebody or takes from him.
internal sealed partial class EnglishRules
{
    // "X was recaptured, giving the army its airport", "X was captured, stripping the militants of": theirs, or theirs before.
    private bool Aftermath(int t, List<Place> places)
    {
        var (how, last) = (mood.Of(t), Math.Max(t, places[^1].Last));
        if (how is not (Mood.Asserted or Mood.Background)) return false;
        if (Gifted(last, main: false) is >= 0 and var at && parties.Code(at) is { } taker)
        {
            Emit(places, t, how, "take", ClaimKind.Change, parties.Loser(t, taker, true), taker, at, 0.78);
            return true;
        }
        if (Bereft(last) is not (>= 0 and var robbed) || !Stretch.Of(last + 1, robbed - last - 1).Any(i => s[i].Form == Form.Plain && s[i].Is(Tie.Blow) && s[i - 1].Kind == TokenKind.Comma || s[i].Is(Tie.Blow) && s[i].Form == Form.Gerund) || parties.Code(robbed, loser: true) is not { } loser) return false;
        var winner = parties.Speaker is { } speaker && !scene.Allied(speaker, loser) ? speaker : null;
        Emit(places, t, how, "take", ClaimKind.Change, loser, winner, -1, 0.75, winner is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        return true;
    }

    // "The capture of X is a major victory for the army", "was the rebels' biggest win": theirs.
    private int Victor(int place)
    {
        var win = Stretch.Of(place + 1, Reach).TakeWhile(i => !s[i].Is(Sense.May | Sense.Neg | Sense.If)).FirstOrDefault(i => s[i].Says(Cue.SuccessNoun) && s[i + 1].Word is "for", -1);
        return win >= 0 && parties.After(win + 1) is >= 0 and var at && parties.Code(at) is not null ? at : -1;
    }

    // "…, giving the army", "The capture of X puts the rebels within"; a blow is given to the loser.
    private int Gifted(int place, bool main)
    {
        var verb = Stretch.Of(place + 1, Reach).TakeWhile(i => !s[i].Is(Sense.May | Sense.Neg) && !s[i].Is(Sense.If) && !s[i].Is(Sense.Rel)).FirstOrDefault(i => Gives(i, main), -1);
        if (verb < 0 || parties.After(verb) is not (>= 0 and var at) || parties.Code(at) is null) return -1;
        var after = Stretch.Of(at + 1, 5).TakeWhile(i => s[i].Kind == TokenKind.Word || s[i].Kind == TokenKind.Number).ToList();
        if (after.Exists(i => s[i].Is(Tie.Blow) || s[i].Is(Sense.Withdraw | Sense.Leave) || s[i].Says(Cue.SetbackOrDenial))) return -1;
        return s[verb].Says(Cue.GivingVerb) ? at
            : after.Exists(i => s[i].Says(Cue.CloseBy) || s[i].Is(Hint.Control) && s[i - 1].Says(Cue.InFull)) ? at : -1;
    }

    private bool Gives(int i, bool main) => main
        ? s[i].Says(Cue.BestowingFinite) || s[i].Says(Cue.Given) && s[i - 1].Word is "has" or "have"
        : s[i].Says(Cue.BestowingGerund) && s[i - 1].Kind == TokenKind.Comma;

    // "A and B fell on Friday": to those who took the others, else to nobody who is named.
    private bool FellAlone(int t, List<Place> places, Mood how)
    {
        if (how != Mood.Asserted || !s[t].Says(Cue.Fallen) || !s[t].EndsIn(Cue.Fallen) || places.Exists(p => p.Area.Level != AreaLevel.Place || p.Partly || p.Ambiguous) || s[places[0].First].Is(Hint.Of) || !mood.Dated(t)) return false;
        var next = s[t + 1];
        if (!(next.Kind is TokenKind.Comma or TokenKind.Stop || t + 1 >= s.Count || next.Is(Hint.Today | Hint.Yesterday | Hint.Weekday) || next.Word is "on" && s[t + 2].Is(Hint.Weekday) || next.Says(Cue.WithinHours))) return false;
        var heir = Array.Exists(s.Items, i => i.IsActor) || scene.LastTold.Any(f => f.Area == places[0].Area) ? null : scene.LastTaker;
        Emit(places, t, how, "fall", ClaimKind.Change, null, heir, -1, 0.72, heir is null ? ControlStatus.Unknown : ControlStatus.Controlled);
        return true;
    }

    // "X passed from the rebels to the army".
    private bool PassedFrom(int t)
    {
        if (!s[t + 1].Is(Sense.From) || Passive(t) || parties.After(t + 1) is not (>= 0 and var at) || Stretch.Of(at + 1, 3).FirstOrDefault(i => s[i].Is(Sense.To), -1) is not (>= 0 and var to) || parties.After(to) is not (>= 0 and var heir)) return false;
        var (loser, taker, places, how) = (parties.Code(at, loser: true), parties.Code(heir), EnglishPlaces.Before(s, t, scene), mood.Of(t));
        if (loser is null || taker is null || scene.Allied(loser, taker) || places.Count == 0 || s[places[0].First].Is(Hint.Of)) return false;
        if (how != Mood.Unreal) Emit(places, t, how, "passed", ClaimKind.Change, loser, taker, heir, 0.88, manner: Manner.Unknown);
        return true;
    }

    // "leaving X as the only town in rebel hands", "leaving X as the last town held by": what stands.
    private void Remains(int t, List<Place> places)
    {
        var end = places[^1].Last + 1;
        if (s[end].Word is not "as" || places.Exists(p => p.Area.Level != AreaLevel.Place) || mood.Of(t) is not (Mood.Asserted or Mood.Background)) return;
        // "leaves A and B as the last rebel-held towns"
        if (Stretch.Of(end + 1, 5).FirstOrDefault(i => HeldSo(i) && s[i + 1].Is(Hint.CuePlace), -1) is >= 0 and var so && Stretch.Of(end + 1, so - end).Any(i => s[i].Is(Tie.Rank)) && parties.Code(so - 1) is { } keeper) { Emit(places, t, Mood.Background, "remains", ClaimKind.Background, null, keeper, so - 1, 0.68); return; }
        // "leaving X as their last bastion", "as the army's last foothold in"
        var bastion = Stretch.Of(end + 1, 6).TakeWhile(i => s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Tie.Bastion), -1);
        if (bastion >= 0 && Stretch.Of(end + 1, bastion - end).Any(i => s[i].Is(Tie.Rank) || s[i].Says(Cue.FinalOrSole)))
        {
            var own = Stretch.Of(end + 1, bastion - end - 1).LastOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
            var whose = own >= 0 ? parties.Code(own) : Stretch.Of(end + 1, bastion - end - 1).Any(i => s[i].Word is "their" or "its") ? parties.Subject(t, s[t].Form == Form.Gerund).Code : null;
            if (whose is not null) Emit(places, t, Mood.Background, "remains", ClaimKind.Background, null, whose, own, 0.66);
            return;
        }
        var held = Stretch.Of(end + 1, Reach).TakeWhile(i => s[i].Kind == TokenKind.Word).FirstOrDefault(i => s[i].Is(Sense.Hold) || s[i].Is(Hint.Held) && UnderControl(i) is not null, -1);
        var at = held < 0 ? -1 : s[held].Is(Sense.Hold) ? parties.After(held) : UnderControl(held) + 1 ?? -1;
        if (at >= 0 && Stretch.Of(end + 1, held - end).Any(i => s[i].Is(Tie.Rank)) && parties.Code(at) is { } holder) Emit(places, t, Mood.Background, "remains", ClaimKind.Background, null, holder, at, 0.68);
    }

    // "The YPG has run X since 2016".
    private void HasRun(int t)
    {
        if (s[t - 1].Word is not ("has" or "have" or "had") && s[t - 1].Tail is not ("has" or "have" or "had")) return;
        var places = EnglishPlaces.From(s, t + 1, scene, out var end);
        if (places.Count > 0 && places.TrueForAll(p => p.Area.Level == AreaLevel.Place) && (s[end].Is(Hint.Since) || s[end].Says(Cue.AloneOrJointly))) Still(t, places);
    }

    // "people fled X, where rebels took control over the weekend".
    private bool TookWhere(int c)
    {
        var rel = s.ClauseStart(c);
        // "took control of the courthouse": not of all of it.
        if (s[rel].Word is not "where" || s[c + 1].Is(Hint.Of) || s[c + 1].Is(Sense.On) && !Stretch.Of(c + 2, 3).Any(i => s[i].Says(Cue.Weekend) || s[i].Is(Hint.Night | Hint.DayUnit | Hint.WeekUnit))) return false;
        var verb = Stretch.Of(rel + 1, c - rel - 1).LastOrDefault(i => s[i].Is(Sense.Impose | Sense.Take) && s[i].Form is Form.Past or Form.Participle, -1);
        if (verb < 0 || Passive(verb) || EnglishPlaces.Whereof(s, rel, scene) is not [{ Area.Level: AreaLevel.Place } town]) return false;
        var (how, (taker, at)) = (mood.Of(verb), parties.Subject(verb, false));
        if (taker is null || at < rel || how is not (Mood.Asserted or Mood.Background)) return false;
        Emit([town], verb, how, "take-control", ClaimKind.Change, parties.Loser(c, taker, true), taker, at, 0.82);
        return true;
    }

    // "The rebels withdrew, leaving the army in possession of the town".
    private bool LeftIn(int c, List<Place> places)
    {
        var leave = s[c - 1].Word is "in" || s[c - 2].Word is "in" ? Stretch.Of(c - 9, 9).LastOrDefault(i => s[i].Says(Cue.LeaveForms), -1) : -1;
        if (leave < 0 || parties.After(leave) is not (>= 0 and var at) || at > c || parties.Code(at) is not { } taker || mood.Of(leave) is not (Mood.Asserted or Mood.Background) || Stretch.Of(at + 1, c - at - 1).Any(i => s[i].Is(Sense.Neg) || s[i].Word is "only" or "just")) return false;
        // No governorate is told of in passing.
        if (places.Exists(p => p.Area.Level == AreaLevel.Governorate)) return true;
        var loser = findings.FindLast(f => f.Area == places[0].Area && f is { To: null, From: not null })?.From ?? parties.Subject(leave, s[leave].Form == Form.Gerund).Code;
        // What remains to them is no news: "leaving the army in control of only the airport", "lost A, which left them in control of B".
        if (loser is null || scene.Allied(loser, taker) || places.Exists(p => p.Area.Level != AreaLevel.Place) || !findings.Exists(f => f.Area == places[0].Area) && !Stretch.Of(0, leave).Any(i => s[i].Is(Sense.Withdraw | Sense.Leave))) return false;
        Emit(places, leave, mood.Of(leave), "left-in", ClaimKind.Change, loser, taker, at, 0.8, manner: Manner.Withdrawal);
        return true;
    }
}
