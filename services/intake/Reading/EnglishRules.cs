using Territory.Contracts;

namespace Territory.Intake.Reading;

/// <summary>Reads one English sentence: for every trigger what it governs, who acts, and how it stands.</summary>
internal sealed partial class EnglishRules
{
    private const int Reach = 14;

    private readonly Sentence s;
    private readonly Scene scene;
    private readonly Telling telling;
    private readonly EnglishMood mood;
    private readonly EnglishParties parties;
    private readonly bool raid;
    // What the sentence before told of a place without its name.
    private (string Taker, string? Loser)? unnamed;
    private (string Taker, string? Loser)? longUnnamed;
    private (Place Place, string By)? assailed;
    // The town whose taking the sentence before told: what is told of it here is older.
    private Theatres.Area? past;
    private readonly List<Finding> findings = [];

    public EnglishRules(Sentence sentence, Scene context, List<DateMention> mentions, string original)
    {
        (s, scene, telling, mood) = (sentence, context, new Telling(sentence, mentions, original), new EnglishMood(sentence, mentions));
        parties = new EnglishParties(s, scene, telling.Day ?? scene.Day, Speech.Party(s, scene, telling.Day ?? scene.Day));
        raid = Stretch.Of(0, s.Count).Any(Raids);
    }

    public List<Finding> Read()
    {
        scene.PlaceHere = null;
        (assailed, scene.Assailed) = (scene.Assailed, null);
        (longUnnamed, scene.StillUnnamed) = (scene.StillUnnamed, null);
        NameIt();
        Corrects();
        for (var i = 0; i < s.Count; i++)
        {
            var before = findings.Count;
            if (s[i].Is(Sense.Deny | Sense.Refute)) Contradicts(i);
            if (s[i].Is(Tie.Share | Tie.Dispute)) Shares(i);
            if (s[i].Is(Tie.Parted)) Parted(i);
            if (s[i].Is(Tie.Bastion | Tie.Capital)) Bastion(i);
            if (s[i].Is(Tie.Target)) Targets(i);
            if (s[i].Is(Tie.Follow)) Followed(i);
            Entry(i);
            Likewise(i);
            Bases(i);
            if (s[i].Word is "have" or "has" or "had") Possesses(i);
            if (s[i].Says(Cue.Running) && s[i - 1].Is(Tie.Now)) Runs(i);
            if (s[i].Says(Cue.Restored) || s[i].EndsIn(Cue.Established) && s[i].Word is "re") Restored(i);
            if (s[i].Says(Cue.RidOf)) FreeOf(i);
            if (s[i].Says(Cue.Run)) HasRun(i);
            if (s[i].Says(Cue.RunOrOccupied) && HeldSo(i) && !HeldCalled(i) && (s[i + 1].IsArea || s[i + 1].Is(Hint.Cue))) Held(i);
            if (s[i].Is(Tie.Aim)) Aims(i);
            if (s[i].Is(Tie.Assault) && s[i + 1].Is(Hint.By)) AssaultBy(i);
            if (s[i].Is(Hint.Control)) Control(i);
            else if (s[i].Is(Sense.Hold)) Holds(i, i + 1);
            else if (s[i].Is(Hint.Held)) InHands(i);
            if (s[i].Is(Sense.In) && s[i].Word is "inside") Inside(i);
            if (s[i].Is(Hint.Outside) || (s[i].Is(Sense.Near | Sense.From) && OutsideControl(i))) Outside(i);
            if (s[i].Is(Hint.Raise)) Flag(i);
            if (s[i].Form != Form.Plain || s[i].Is(Sense.Attack)) Trigger(i);
            // "held most of X until the army retook it": all of it.
            if (findings.Count > before) scene.LastPlace = scene.PlaceHere = findings[^1] is { Kind: ClaimKind.Background, Place: { Partly: true, Area.Level: AreaLevel.Place } half } ? half with { Extent = Extent.Unstated } : findings[^1].Place;
            if (s[i].IsActor) parties.Tell(i);
        }
        Overtaken();
        parties.End();
        EnglishPlaces.Remember(s, scene);
        scene.Hearsay = Array.Exists(s.Items, i => i.Says(Cue.HearsayWord)) && Stretch.Of(0, s.Count).Any(i => s[i].Says(Cue.Social) && s[i + 1].Says(Cue.Media) || s[i].Says(Cue.SocialMediaOrRumour));
        scene.StillUnnamed = findings.TrueForAll(f => f is { Kind: ClaimKind.Background } or { Kind: ClaimKind.Attempt }) ? unnamed : null;
        scene.LastTold = findings;
        scene.LastSpeaker = parties.Speaker ?? (s.Items.Any(i => i.Word is "we" or "our") ? scene.LastSpeaker : null);
        if (findings.FindLast(f => f is { Kind: ClaimKind.Change, To: not null }) is { } taking) scene.LastTaker = taking.To;
        return findings;
    }

    private void Trigger(int t)
    {
        var item = s[t];
        if (item.Is(Hint.Besiege | Hint.Lift) && !Passive(t) && !s[t - 1].Is(Hint.Article | Hint.Of) && !s[t - 1].Is(Sense.In | Sense.From | Sense.On)) Siege(t, Object(t));
        if ((item.Is(Tie.Replace) || (item.Is(Sense.Take) && item.Tail is "over")) && Replaced(t)) return;
        if (item.Is(Sense.Fall) && Surrendered(t)) return;
        if (item.Is(Sense.HandOver) && HandOver(t)) return;
        if (item.Is(Sense.Exchange) && Exchanged(t)) return;
        if (item.Is(Sense.Expel) && Expel(t)) return;
        // "pushing the fighters back out of X": they did not go of themselves.
        if (item.Is(Sense.Withdraw) && item.Word is "back" && Stretch.Of(t - 5, 5).Any(i => s[i].Is(Sense.Expel) && s[i].Form != Form.Plain)) return;
        if (visits.Contains(t) || Immaterial(t)) return;
        if (item.Is(Sense.Leave) && AmongLeft(t)) return;
        if (item.Is(Sense.Withdraw)) FallsBack(t);
        if (item.Is(Sense.Withdraw) && Leave(t, From(t) is { Count: > 0 } from ? from : LeftBehind(t))) return;
        if (item.Is(Sense.Leave) && Passive(t) && (Evacuated(t) || Abandoned(t))) return;
        if (item.Is(Sense.Leave) && Leave(t, s[t + 1].Is(Sense.OwnForces) ? From(t) : Object(t) is { Count: > 0 } left ? left : findings.Count == 0 && item.Says(Cue.Left) && !Passive(t) ? LeftIn(t) : [])) return;
        if (item.Is(Sense.Lose) && Passive(t) && Handed(t)) return;
        if (item.Is(Sense.Receive) && Bring(t)) return;
        if (item.Is(Sense.Say) && item.Says(Cue.DeclareVerb)) Declared(t);
        if (item.Is(Sense.Repel)) Repels(t);
        if (item.Is(Tie.Reach) || item.Is(Sense.Attack | Sense.Advance)) Approaches(t);
        if (item.Is(Tie.Reach)) Reaches(t);
        if (item.Is(Sense.Exit)) Slip(t);
        else if (item.Is(Sense.Take)) Gain(t, ClaimKind.Change, "take");
        else if (item.Is(Hint.Restore)) Gain(t, ClaimKind.Change, "restore");
        else if (item.Is(Sense.Enter)) Gain(t, ClaimKind.Partial, "enter");
        else if (item.Is(Sense.Fall)) Fall(t);
        else if (item.Is(Sense.Become)) Become(t);
        else if (item.Is(Sense.Lose)) Lose(t, Object(t));
        else if (item.Is(Sense.Standing)) Stands(t);
        else if (item.Is(Sense.Attack | Sense.Advance)) Attack(t);
    }

    private void Gain(int t, ClaimKind kind, string rule)
    {
        if (s[t].Form is Form.Base or Form.Noun && s[t + 1].Is(Hint.Of) && !s[t - 1].IsActor || s[t].Form == Form.Gerund && s[t + 1].Word is "of" && (s[t - 1].IsActor
            || s[t - 1].Word is "the" or "their" or "its")) { Nominal(t, kind); return; }
        if (s[t].Form is Form.Base or Form.Noun && s[t + 1].Is(Hint.By) && (s[t - 1].IsArea || s[t - 1].Word is "its")) { Own(t, kind); return; }
        if (Inverted(t) is >= 0 and var be) { Listed(t, be, kind); return; }
        if (Passive(t)) { Taken(t, kind, rule); return; }
        var places = s[t].Is(Sense.Take) && s[t + 1].Word is "them" ? Towns(t) : Object(t);
        // "are leaving X as soldiers enter from the west": the place they leave.
        if (places.Count == 0 && s[t].Is(Sense.Enter) && Behind(t) && LeftBefore() is [.., { To: null, Kind: ClaimKind.Change, Status: ControlStatus.Withdrawn } left] gone) places = EntersAfter(t, left) ? [.. gone.Where(f => f.To is null && f.From == left.From && f.Kind == left.Kind).Select(f => f.Place)] : [];
        if (places.Count == 0) places = SiteInFront(t);
        // Where one town lies is not what was taken; several are a part of it.
        var apposed = Apposed(t) is { Count: > 0 } called ? called : AsCounted(t);
        if (apposed.Count > 0) places = apposed;
        else if (Unnamed(t)) places = s[t + 1].Is(Sense.Part) || s[t + 1].Kind == TokenKind.Number || Roughly(t + 1) || places.Exists(p => p.Partly) && UnnamedSite(t) ? places : [];
        else if (places.Count == 0) return;
        var how = mood.Of(t);
        var (taker, at) = parties.Subject(t, s[t].Form == Form.Gerund);
        // "With the army's capture of X, the rebels have lost"
        if (taker is null && s[t + 1].Is(Hint.Of) && s[t - 1].IsActor && s[t].Form is Form.Base or Form.Noun) (taker, at) = (parties.Code(t - 1), t - 1);
        if (how == Mood.Attempted) taker ??= Campaigner(t);
        // "the army had beaten back an assault to take X": theirs who came.
        if (how == Mood.Attempted && taker is { } warder && at >= 0 && Stretch.Of(at + 1, Math.Max(0, t - at - 1)).FirstOrDefault(i => s[i].Is(Sense.Repel), -1) is >= 0 and var held && !Passive(held) && Stretch.Of(held + 1, t - held - 1).Any(i => s[i].Is(Tie.Assault) || s[i].Is(Sense.Attempt | Sense.Attack))) (taker, at) = (scene.FoeOf(warder), -1);
        if (how == Mood.Unreal || taker is null) return;
        if (at >= 0 && s[t].Form == Form.Past && OthersLeft(at, t)) return;
        if (how is Mood.Asserted or Mood.Background && OnlySaid(t)) how = Mood.Denied;
        // "is remaining in place, deployed inside X": it came in before.
        if (kind == ClaimKind.Partial && s[t - 1].Kind == TokenKind.Comma && s[t].Form is Form.Past or Form.Participle && Stretch.Of(t - 6, 5).Any(i => s[i].Word.StartsWith("remain", StringComparison.Ordinal))) return;
        // "rid X of mines", "cleared X of explosives": of nobody.
        if (s[t].Word.StartsWith("clear", StringComparison.Ordinal) && Stretch.Of(places[^1].Last + 1, 2).Any(i => s[i].Is(Hint.Of) && Stretch.Of(i + 1, 3).Any(j => Ordnance(j)))) return;
        if (s[t].Says(Cue.RidVerb) && !Stretch.Of(places[^1].Last + 1, 3).Any(i => s[i].Is(Hint.Of) && parties.After(i) >= 0)) return;
        if (Everywhere(t, places)) kind = ClaimKind.Change;
        // "Reinforcements poured into X to stop the rebels": theirs already.
        if (kind == ClaimKind.Partial && places.Count > 0 && Stretch.Of(t - 2, 2).Any(i => s[i].Says(Cue.Reinforcements) || s[i].EndsIn(Cue.Reinforcements)) && Stretch.Of(places[^1].Last + 1, 3).Any(i => s[i].Tail is "to" && s[i + 1].Says(Cue.DefendOrHalt))) return;
        // "kept X, which they stormed on Friday": theirs already.
        if (kind == ClaimKind.Partial && places.Count > 0 && places[^1].Last < t && findings.Any(f => f.Area == places[0].Area && f.To == taker && f.Kind == ClaimKind.Background)) return;
        if (how == Mood.Asserted && kind == ClaimKind.Partial && Visits(t, places)) return;
        if (how == Mood.Asserted && kind == ClaimKind.Partial && (BeatenBack(t, places) || GivesUp(t, places))) how = Mood.Attempted;
        if (apposed.Count == 0 && Unnamed(t) && how == Mood.Asserted && kind == ClaimKind.Change) (scene.Unnamed, scene.UnnamedKind) = ((taker, parties.Loser(t, taker, true)), KindAfter(t + 1));
        if (places.Count == 0) return;
        Emit(places, t, how, rule, kind, parties.Loser(places[^1].Last, taker, s[t].Is(Sense.Take)), taker, at, 0.9);
    }

    private void Taken(int t, ClaimKind kind, string rule)
    {
        // "has been cleared of mines", "cleared of the fighters": read apart.
        if (s[t + 1].Is(Hint.Of) && s[t].Says(Cue.RidOf) && !Stretch.Of(t + 2, 8).Any(i => s[i].Is(Hint.By))) return;
        // "were taken to hospital", "taken prisoner": persons.
        if (s[t].Says(Cue.Taken) && s[t].EndsIn(Cue.Taken) && (s[t + 1].Is(Sense.To) || s[t + 1].Says(Cue.TakenIdiom))) return;
        var places = Included(t) is { Count: > 0 } behind ? behind : EnglishPlaces.Before(s, t, scene) is { Count: > 0 } subject ? subject : EnglishPlaces.Antecedent(s, t, scene) is { Count: > 0 } antecedent ? antecedent : SameSubject(t);
        // "Soldiers wounded in the shelling of X were captured": not X.
        if (places.Count == 0 || s[places[0].First].Is(Hint.Of) && s[places[0].First - 1] is { IsWord: true, Capital: false }) return;
        var by = -1;
        // "captured on Tuesday after a siege by rebels"
        if (Stretch.Of(t + 1, 12).TakeWhile(i => s[i].Kind != TokenKind.Comma && !s[i].Is(Sense.Withdraw | Sense.Leave | Sense.Lose)).FirstOrDefault(i => s[i].Is(Hint.By) && (s[i - 1].Is(Sense.Fight) || s[i - 1].Is(Tie.Assault) || s[i - 1].Is(Hint.Siege)) && Stretch.Of(t + 1, i - t - 1).Any(j => s[j].Is(Sense.After)), -1) is >= 0 and var author) by = parties.After(author);
        // "taken not by the army but by tribesmen"
        var not = s[t + 1].Is(Sense.Neg) && s[t + 2].Is(Hint.By) && Stretch.Of(t + 3, 8).FirstOrDefault(i => s[i].Is(Hint.By), -1) is >= 0 and var truly ? truly : t + 1;
        for (var i = not; i <= not + 5 && by < 0; i++) if (s[i].Is(Hint.By)) by = parties.After(i);
        // "has been liberated from ISIS, the SDF said": whoever praises it did it.
        var praised = by < 0 && s[t].Is(Sense.Take) && s[t].Says(Cue.LiberatedOrTaken);
        // "The YPG captured X. On Saturday Y was taken.": by nobody else, as nobody else is named.
        var inherited = by < 0 && s[t].Is(Sense.Take) && s[t].Form is Form.Participle or Form.Past && Array.TrueForAll(s.Items, i => !i.IsActor) ? scene.LastTaker : null;
        // "The army entered X on Monday, and by nightfall it had been captured": by those who entered it.
        inherited ??= by < 0 && praised ? findings.FindLast(f => f.Area == places[0].Area && f is { Kind: ClaimKind.Partial or ClaimKind.Change, To: not null })?.To : null;
        // "A was captured by the army on Friday and B was taken a day later": by the same.
        inherited ??= by < 0 && praised && findings.FindLastIndex(f => f is { Kind: ClaimKind.Change, To: not null }) is >= 0 and var one && s[s.ClauseStart(t)].Word is not "before" and not "until" && !Stretch.Of(places[0].First, t - places[0].First).Any(i => s[i].IsActor) && Stretch.Of(t + 1, 5).Any(i => s[i].Is(Tie.Meantime) || s[i].Is(Hint.Weekday | Hint.Today) || s[i].Says(Cue.NextOrFollowing)) && s[places[0].First - 1].Word is "and" ? findings[one].To : null;
        if (by < 0 && kind == ClaimKind.Change && Aftermath(t, places)) return;
        if (by < 0 && praised && s[t + 1].Is(Sense.From) && WrestedFrom(t, places)) return;
        if ((by >= 0 ? parties.Code(by) : SameAgain(t, t + 3) is { } again ? again : praised ? parties.Speaker ?? inherited : inherited) is not { } taker) return;
        var (how, lost) = (mood.Of(t), parties.Loser(by >= 0 ? by : t, taker, true));
        // "was taken by A in 2011, but was quickly recaptured": as old.
        if (how == Mood.Asserted && places[^1].Last < s.ClauseStart(t) && !mood.Dated(t) && findings.Exists(f => f.Area == places[0].Area && f.Kind == ClaimKind.Background)) how = Mood.Background;
        // "shelled X, captured by rebels", "A and B, both seized by rebels": how it stood before.
        if (how == Mood.Asserted && by >= 0 && !mood.Dated(t) && s[t - 1].Word is "both" or "all" && s[t - 2].Kind == TokenKind.Comma || how == Mood.Asserted && by >= 0
            && InPassing(t, by, places)) how = Mood.Background;
        if (how != Mood.Unreal) Emit(places, t, how, rule, kind, lost, taker, by, by >= 0 ? 0.9 : 0.75);
    }

    private void Fall(int t)
    {
        var places = s[t].Form == Form.Base && s[t + 1].Is(Hint.Of) ? EnglishPlaces.From(s, t + 2, scene, out _) : EnglishPlaces.Before(s, t, scene);
        if (s[t].Form != Form.Base && Included(t) is { Count: > 0 } behind) places = behind;
        // "shelled X, which fell to rebels on Friday"
        if (places.Count == 0 && mood.Of(t) == Mood.Asserted) places = EnglishPlaces.Antecedent(s, t, scene);
        if (places.Count == 0) return;
        var from = places[0].First > t && s[t].Form != Form.Base ? t : Math.Max(t, places[^1].Last);
        var actor = -1;
        for (var i = from + 1; i <= from + 4 && actor < 0; i++)
        {
            if (s[i].Is(Sense.To | Sense.Hold)) actor = parties.After(i);
            else if (s[i].Is(Hint.Held)) actor = parties.After(i);
            else if (s[i].Kind == TokenKind.Comma) break;
        }
        if (s[t].Is(Sense.Become) && actor < 0) actor = parties.After(t);
        // "fell after a lightning assault by the rebels"
        for (var i = from + 1; i <= from + 8 && i < s.Count && actor < 0 && s[t].Is(Sense.Fall) && s.SameClause(i, t); i++) if (s[i].Is(Hint.By) && Stretch.Of(from + 1, i - from).Any(a => s[a].Is(Sense.After))) actor = parties.After(i);
        // "With the fall of X, the rebels …"
        if (actor < 0 && t is > 0 and < 4 && s[t + 1].Is(Hint.Of) && s[places[^1].Last + 1].Kind == TokenKind.Comma && s[0].Says(Cue.AfterOrWith) && !Stretch.Of(t + 1, 20).Any(i => s[i].Is(Sense.Lose | Sense.Withdraw | Sense.Leave | Sense.May)) && Stretch.Of(places[^1].Last + 1, 18).Any(i => s[i].Is(Sense.Standing | Sense.Take) || s[i].Is(Hint.Control))) actor = parties.After(places[^1].Last + 1) is >= 0 and var next ? next : PastApposed(places[^1].Last + 1);
        var again = actor < 0 && s[t].Is(Sense.Fall) && s[from + 1].Is(Sense.To) ? Again(from + 1) : null;
        if (actor < 0 && again is null) { FallsToNobody(t, places); return; }
        if ((again ?? parties.Code(actor)) is not { } taker || s[t - 1].Word is "to" && mood.YearOnly(t)) return;
        var how = mood.Of(t);
        if (how != Mood.Unreal) Emit(places, t, how, "fall", ClaimKind.Change, actor < 0 ? null : parties.Loser(actor, taker, false), taker, actor, actor < 0 ? 0.8 : 0.92);
    }

    private void Emit(List<Place> places, int t, Mood how, string rule, ClaimKind kind, string? from, string? to, int actor, double confidence, ControlStatus status = ControlStatus.Controlled, Manner manner = Manner.Force, bool review = false)
    {
        var hedged = mood.Hedged(t);
        if (how == Mood.Background && to is not null && rule is "take" or "enter" or "take-control" && places.Count > 0 && TakenThen(places, t, to)) how = Mood.Asserted;
        var (told, jointly) = (to is not null && actor >= 0 && status == ControlStatus.Controlled && how is Mood.Asserted or Mood.Background && kind != ClaimKind.Attempt, Jointly(t, actor));
        var group = told ? parties.Group(actor, jointly) : [];
        var sides = scene.Sides(group.Select(i => parties.Code(i)));
        foreach (var place in places)
            findings.Add((telling.Of(place, how, kind, t, actor) with
            {
                From = from is not null && to is not null && !scene.Allied(from, to) && scene.Sides([from, to]).Count == 1 ? null : from,
                To = to,
                Status = status,
                Manner = manner,
                ClaimedBy = parties.Speaker,
                Hedged = hedged,
                Review = review,
                Confidence = (hedged ? 0.6 : 1) * confidence * (place.Cued ? 1 : 0.95) * (s[place.Last].Is(Hint.Itself) ? 0.85 : 1),
                Rule = "en/" + rule,
            }).Among(sides.Contains(to) ? sides : [], ControlStatus.Shared, jointly, group.Select(i => s[i].Span)));
    }
}
