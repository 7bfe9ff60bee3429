namespace Territory.Intake.Reading;

/// <summary>How an English trigger stands: said as a fact, denied, tried, told as history, or only thought of.</summary>
internal sealed partial class EnglishMood(Sentence s, List<DateMention> dates)
{
    private const int Reach = 10;

    public Mood Of(int at)
    {
        if (Conditional(at) || dates.Any(d => d.Coming && s.SameClause(d.At, at) && !(s[d.At].Word is "soon" && s[at].Form is Form.Past or Form.Participle))) return Mood.Unreal;
        if (Undenied(at) || Unspoken(at) || Nearly(at) || TakenBack(at)) return Mood.Unreal;
        if (s[at].Form == Form.Present && UnderTerms(at)) return Mood.Attempted;
        if (s[at].Form == Form.Gerund && Nears(at)) return Mood.Attempted;
        if (Denied(at)) return Overtaken(at) ? Mood.Unreal : Mood.Denied;
        // "is to be handed over"
        if (s[at - 1].Word is "be" && s[at - 2].Word is "to" && s[at - 3].Is(Hint.Be) && !s[at - 3].IsActor) return Mood.Attempted;
        // "to rid", "to set up" are written like the past.
        if ((s[at].Form == Form.Base || s[at].Form is Form.Past or Form.Participle && s[at - 1] is { Word: "to", Tail: "to" }) && Infinitive(at)) return History(at, OfInfinitive(at));
        if (Left(at) is { } left) return left;
        if (s[at].Form == Form.Gerund) return History(at, OfGerund(at));
        if (s[at].Is(Sense.Standing) && !s[at].Is(Sense.Take)) return Mood.Background;
        return History(at, Perfected(at) || Relative(at) ? Mood.Background : Mood.Asserted);
    }

    /// <summary>The mood of "now controls": a word of holding that tells what is new.</summary>
    public Mood OfNews(int at) => Conditional(at) ? Mood.Unreal : Denied(at) ? Mood.Denied : Left(at) ?? History(at, Mood.Asserted);

    private Mood History(int at, Mood mood) => mood is not (Mood.Asserted or Mood.Attempted) || !Historic(at) ? mood : mood == Mood.Asserted ? Mood.Background : Mood.Unreal;

    private bool Infinitive(int at) => s[at - 1].Word is "to" || (s[at - 1].Is(Sense.Adverb) && s[at - 2].Word is "to") || s[at - 1].Tail is "to";

    private Mood OfInfinitive(int at)
    {
        // "has yet to retake", "is still to enter"
        if (s[at - 1].Is(Sense.Neg)) return Mood.Denied;
        // "is to hand over"
        if (s[at - 1].Word is "to" && s[at - 2].Is(Hint.Be) && !s[at - 2].IsActor) return Mood.Attempted;
        // "continue to hold"
        if (s[at].Is(Sense.Standing) && !s[at].Is(Sense.Take) && s[at - 1].Word is "to" && s[at - 2].Is(Sense.Still)) return Mood.Background;
        for (var i = at - 1; i >= 0 && i >= at - Reach; i--)
        {
            if (s[i].Is(Sense.May)) return Scheduled(i, at) ? Mood.Attempted : Mood.Unreal;
            // "It took the army a day to retake X": it did.
            // "were forced on Friday to withdraw": they did.
            if (s[i].Says(Cue.ForcedOrObliged) && s[i - 1].Is(Hint.Passive) && s[i].Tail is not "to") return Before(i) ?? Mood.Asserted;
            if (s[i].Says(Cue.Took) && s[i - 1].Is(Hint.Itself) || s[i].Word is "only" && s[i + 1].Word is "for") return Mood.Asserted;
            // "the first province to fall out of": it did.
            if (s[i].Is(Sense.Manage) || s[i].Says(Cue.AbleOrFirst)) return Before(i) is { } told ? told : Mood.Asserted;
            if (s[i].Is(Sense.Attempt | Sense.Purpose | Sense.Repel | Sense.Attack) || (s[i].Is(Tie.Assault) && s[i + 1].Is(Hint.By))) return Succeeds(at) ? Mood.Asserted : Mood.Attempted;
        }
        return Launched(at) || Heads(at) ? Mood.Attempted : Mood.Unreal;
    }

    // "are due to go into", "is expected to enter": a plan; "is expected to capture" is a forecast.
    private bool Scheduled(int may, int at) =>
        may >= at - 2 && s[may].Tail is "to" && s[may - 1].Is(Hint.Be) && !s[may - 1].IsActor && Before(may) is null
        && (s[may].Says(Cue.Scheduled) || (s[may].Says(Cue.SetOrExpected) && s[at].Is(Sense.Enter) && !s[at].Is(Sense.Take)));

    private Mood OfGerund(int at)
    {
        if (s[at - 1].Is(Sense.Manage | Sense.Say) || s[at - 1].Word is "from" && s[at - 2].Says(Cue.Fresh)) return Mood.Asserted;
        if (Supposed(at)) return Mood.Unreal;
        // "are evacuating their posts and retreating from": as the one before.
        if (s[at - 1].Word is "and" && Stretch.Of(at - Reach, Reach - 1).LastOrDefault(i => s[i].Word.EndsWith("ing", StringComparison.Ordinal) && s.SameClause(i, at), -1) is >= 0 and var first)
            return s[first].Form == Form.Gerund ? OfGerund(first) : s[first - 1].Word is "are" or "is" or "were" or "was" ? Mood.Asserted : Mood.Unreal;
        for (var i = at - 1; i >= 0 && i >= at - 3; i--)
        {
            // "could tip the war by wresting": as little done as the rest.
            if (s[i].Is(Hint.By) && Stretch.Of(0, i).Any(j => s[j].Is(Sense.May))) return Mood.Unreal;
            // ", with rebels retaking it"
            if (s[i].Word is "with" && s[i - 1].Kind == TokenKind.Comma) return Mood.Asserted;
            if (s[i].Kind == TokenKind.Comma || s[i].Is(Sense.After | Sense.Before | Sense.Manage) || s[i].Is(Hint.By | Hint.Since)) return Mood.Asserted;
            if (s[i].Is(Sense.Attempt | Sense.Purpose | Sense.Repel | Sense.From)) return Mood.Attempted;
            // "are leaving in convoys": under way.
            if ((s[i].Word is "are" or "is" or "were" or "was" || s[i].Tail is "been") && s[at].Is(Sense.Withdraw | Sense.Leave | Sense.Enter | Sense.Standing | Sense.Attempt) && !Stretch.Of(i, at - i).Any(j => s[j].Is(Sense.Neg | Sense.May))) return Mood.Asserted;
            if (s[i].Is(Hint.Of | Hint.Be) || s[i].Is(Sense.In)) { if (Manages(i) || s[i - 1].Says(Cue.ResultedVerb)) return Mood.Asserted; return Mood.Unreal; }
        }
        return Mood.Unreal;
    }

    // "Retaking X would help", "By taking X the army will": nothing is done yet.
    private bool Supposed(int at) =>
        at == 0 ? Stretch.Of(1, 2 * Reach).TakeWhile(i => s[i].Kind != TokenKind.Comma).Any(i => s[i].Is(Sense.May))
        : at == 1 && s[0].Is(Hint.By) && Stretch.Of(2, 2 * Reach).Any(i => s[i].Word is "will" or "would");

    // Modals and negations shortly before.
    private Mood? Left(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 6 && s.SameClause(i, at); i--)
        {
            // "would deploy to the town which the rebels hold": what comes stands outside.
            if (s[i].Kind == TokenKind.Comma || s[i].Word is "which") return null;
            if (s[i].Is(Sense.Never)) return Mood.Unreal;
            // "would never hand over": a refusal.
            if (s[i].Is(Sense.Neg) && s[i - 1].Is(Sense.May) && s[at].Is(Sense.HandOver)) return Mood.Unreal;
            if (s[i].Is(Sense.Neg)) return Overtaken(at) || Unsaid(i) ? Mood.Unreal : Mood.Denied;
            // "likely seized": no modal verb stands before a past.
            if (i == at - 1 && s[i].Is(Sense.May) && (s[at].Form == Form.Past || s[i].Says(Cue.LikelyWord) && s[at].Is(Sense.Standing) && s[i].EndsIn(Cue.LikelyWord)
                && !s[i - 1].Is(Sense.May | Sense.Still) && !s[i - 1].Is(Hint.Be))) continue;
            if (s[i].Word is "could" && Could(i, at)) continue;
            if (s[i].Is(Sense.May)) return Planned(i, at) || Vowed(i) || Pledged(i, at) ? Mood.Attempted : Mood.Unreal;
            if (s[i].Is(Sense.Was) || (s[i].Is(Sense.Still) && s[i].Word is not "has" and not "have" and not "had" && !GoesOn(i, at))) return Mood.Background;
            if (s[i].Is(Sense.Repel) && s[at].Form is Form.Base or Form.Noun) return Mood.Attempted;
        }
        return null;
    }

    /// <summary>"will deploy in", "said troops would also move on": a plan, unless a condition hangs on it.</summary>
    public bool Planned(int may, int at) =>
        may >= 0 && may < at && s[at].Form == Form.Base && s[at].Is(Sense.Enter | Sense.Advance) && !s[at].Is(Sense.Take)
        && (s[may].Word is "will" || s[may].Word is "would" && Stretch.Of(0, may).Any(i => s[i].Is(Sense.Say) && !s[i].Word.StartsWith("warn", StringComparison.Ordinal)))
        && Stretch.Of(may + 1, at - may - 1).All(i => s[i].Is(Sense.Adverb))
        && !Stretch.Of(at + 1, Math.Max(0, s.Count - at - 1)).Any(i => s[i].Is(Sense.If) || s[i].Says(Cue.OnceOrOnly) || (s[i].Word is "should" && s[i + 1].Is(Hint.Article)));

    /// <summary>Agreed or announced, and still to come: "agreed to hand over", "will be handed to".</summary>
    public Mood OfHandover(int at) => Of(at) is var how && how == Mood.Unreal && !Conditional(at) && Promised(at) ? Mood.Attempted : how;

    private bool Promised(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - Reach && s.SameClause(i, at); i--)
        {
            if (s[i].Is(Sense.Neg | Sense.Never)) return false;
            if (s[i].Is(Sense.May)) return !s[i - 1].Is(Sense.Neg) && (s[i].Says(Cue.Foreseen));
        }
        return false;
    }

    private Mood? Before(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 4; i--)
        {
            if (s[i].Is(Sense.Neg)) return Mood.Denied;
            if (s[i].Is(Sense.May | Sense.Never)) return Mood.Unreal;
        }
        return null;
    }

    public bool Conditional(int at)
    {
        // "will be cut off when X falls": it has not.
        if (s[at].Form == Form.Present && s[s.ClauseStart(at)].Word is "when" or "once" or "after" or "until" && s.Items.Any(i => i.Word is "will" or "would" or "ll")) return true;
        for (var i = at - 1; i >= 0 && i >= at - 2 * Reach; i--) if (s[i].Is(Sense.If) || (s[i].Word is "should" && s[i + 1].Is(Hint.Article)) || Inverted(i)) return true;
        return false;
    }

    public bool Denied(int at)
    {
        // "still holds the town, despite rebel claims to have seized it"
        var start = s.ClauseStart(at);
        if (s[start].Word is "despite" && Stretch.Of(start + 1, Reach / 2).Any(i => i < at && (s[i].Is(Sense.Say) || s[i].Is(Hint.This)))) return true;
        for (var i = at - 1; i >= 0 && i >= at - 2 * Reach; i--)
        {
            // "dismissed the report, conceding only that": no more denied.
            if (Concedes(i) || Answers(i) || Affirms(i)) break;
            if ((s[i].Is(Sense.Deny) && (s[i].Form != Form.Gerund || Claim(i, at))) || (s[i].Is(Sense.Refute) && s.ClauseOf(i) >= s.ClauseOf(at) - 1)) return true;
            if (s[i].Is(Sense.Neg) && s[i].Word is "not" or "no" && s[i + 1].Says(Cue.TrueOrTruth)) return true;
        }
        for (var i = at + 1; i < s.Count && i < at + 2 * Reach; i++) if (s[i].Is(Sense.Refute)) return !Contradicted(at, i);
        return false;
    }

    // "The monitor disputed this, saying that": what is so instead; in a party's own mouth it is its denial.
    private bool Answers(int at) => !s.Items.Take(at).Any(i => i.IsActor) && s[at].Is(Sense.Say) && s[at].Form == Form.Gerund && s[at - 1].Kind == TokenKind.Comma && (s[at - 2].Is(Sense.Refute | Sense.Deny) || s[at - 2].Is(Hint.This) && s[at - 3].Is(Sense.Deny | Sense.Refute));

    // "denies that they entered it and says the attack was repelled": what is so instead.
    private bool Affirms(int at) => s[at].Is(Sense.Say) && s[at - 1].Word is "and" or "but" or "instead" && s[at].Form is Form.Present or Form.Past && !s[at].Says(Cue.ClaimOrPost) && s[at + 1].Word is not "this";

    /// <summary>"conceding that", "admitted": told against oneself.</summary>
    public bool Concedes(int at) => s[at].Is(Sense.Say) && (s[at].Word.StartsWith("conced", StringComparison.Ordinal) || s[at].Word.StartsWith("admit", StringComparison.Ordinal) || s[at].Word.StartsWith("acknowledg", StringComparison.Ordinal));

    // "fell hours after the ministry insisted that nobody had entered it": denied before it came true.
    private bool Overtaken(int at) =>
        Stretch.Of(at - 16, 16).LastOrDefault(i => s[i].Is(Sense.After) && (s[i - 1].Is(Hint.DayUnit | Hint.WeekUnit) || s[i - 1].Is(Tie.HourUnit)), -1) is >= 0 and var after
        && Stretch.Of(after + 1, at - after - 1).Any(i => s[i].Is(Sense.Say | Sense.Deny));

    // "had seized" is history, unless somebody said so: English shifts the tense of what is reported.
    private bool Perfected(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 4; i--)
        {
            // "shelled X after troops had taken Y", "Earlier, the army had seized X": as new as the rest.
            if (s[i].Is(Hint.Had) && (Follows(i) || s[0].Word is "earlier" && s[0].Tail is "earlier" && s.Number > 0 && s[1].Word is not "this" and not "in" and not "that")) return false;
            // "by Thursday the militants had captured the town": the day's news.
            if (s[i].Is(Hint.Had)) return !dates.Any(d => !d.Distant && !d.Coming && s.SameClause(d.At, at) && (s[d.At].Word is "by" || s[d.At].Is(Hint.Today | Hint.Yesterday) || s[d.At - 1].Word is "by")) && !s.Items.Take(i).Any(x => x.Is(Sense.Say)) && !s.Items.Skip(at).Any(x => x.Is(Sense.Say));
            if (s[i].IsActor || s[i].IsArea) return false;
        }
        return false;
    }

    private bool Relative(int at)
    {
        for (var i = at - 1; i >= 0 && i >= at - 6; i--)
        {
            if (s[i].Is(Sense.Rel) && Passed(i, at)) return false;
            // "after eliminating groups that had infiltrated it": before that.
            if (s[i].Is(Sense.That) && (s[i - 1].Is(Sense.People) || s[i - 1].IsActor || s[i - 1].Is(Tie.Body)) && Stretch.Of(i + 1, at - i - 1).Any(h => s[h].Is(Hint.Had))) return true;
            // "the fourth city that the army has lost in a week": the news.
            if (s[i].Is(Sense.That) && s[at - 1].Word is "have" or "has" && Stretch.Of(i - 4, 4).Any(r => s[r].Is(Tie.Rank))) return false;
            // "took X from the militants, who had seized it on 1 October": before that.
            if (s[i].Is(Sense.Rel) && s[i - 1].Kind == TokenKind.Comma && Stretch.Of(i + 1, at - i - 1).Any(h => s[h].Is(Hint.Had)) && !dates.Any(d => d.At > at && (s[d.At].Is(Hint.Weekday | Hint.Today | Hint.Yesterday) || s[d.At + 1].Is(Hint.Weekday)))) return true;
            if (s[i].Is(Sense.Rel) || (s[i].Is(Sense.That) && s[i - 1].Is(Hint.CuePlace))) return !dates.Any(d => !d.Distant && !d.Coming && d.At > at && d.At <= at + Reach && !Resumes(at, d.At));
            if (s[i].Kind == TokenKind.Comma || (s[i].Form is Form.Past && s[i].Is(Sense.Say))) return false;
        }
        return false;
    }

    // "rebels who have been advancing for a week seized": the clause has its own verb.
    private bool Passed(int rel, int at) =>
        Stretch.Of(rel + 1, at - rel - 1).Any(i => s[i].Is(Hint.Be) && !s[i].IsActor || s[i].Tail is "been" || s[i].Form is Form.Past)
        && (s[at - 1].Kind == TokenKind.Number || s[at - 1].IsArea || s[at - 1].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit | Hint.Weekday));

    // "retook X, putting a town that fell in 2012 back", "retook areas it lost last month": the date of the inner clause.
    private bool Nested(int at, int date) => date > at && Stretch.Of(at + 1, date - at - 1).Any(i => s[i].Is(Sense.Rel) || (s[i].Is(Sense.That) && s[i - 1].Is(Hint.CuePlace)) || (s[i].Is(Sense.Lose) && s[i].Form == Form.Past && s[i - 1].Word is "it" or "they" or "had"));

    public bool Historic(int at)
    {
        // "one year since rebels seized Damascus"
        if (s[s.ClauseStart(at)].Is(Hint.Since) || When(s.ClauseStart(at))) return true;
        // "six days after rebels seized the town"
        for (var i = at - 1; i > 0 && i >= at - 8 && s.SameClause(i, at); i--)
            // "Four months after it was besieged, X is": the sentence goes on from then.
            if (s[i].Kind == TokenKind.Comma && s[i + 1].IsArea && s[i + 1].Capital) break;
            else if (s[i].Is(Sense.After)) { if (s[i - 1].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit) || s[i - 1].Is(Tie.HourUnit) || Second(i)) return !Fresh(i); else break; }
        // "a week earlier"
        for (var i = at + 1; i <= at + Reach && s.SameClause(i, at); i++) if (s[i].Is(Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.YearUnit) && s[i + 1].Word is "earlier" or "before" && !DayOld(at, i)) return true;
        // "was the first city to fall, when rebels took it in March 2013"
        if (s.ClauseEnd(at) is var end && s[end].Word is "when" && dates.Any(d => d.Distant && s.SameClause(d.At, end))) return true;
        var apart = Dated(at) && Opening(s.ClauseStart(at));
        foreach (var date in dates)
            if (date.Distant && !Nested(at, date.At) && !InAside(at, date.At) && (s.SameClause(date.At, at) || (date.At < 6 && !apart)) && Math.Abs(date.At - at) <= 2 * Reach && !dates.Any(d => !d.Distant && !d.Coming && Math.Abs(d.At - at) < Math.Abs(date.At - at))) return true;
        for (var i = Math.Max(0, s.ClauseStart(at) - (apart || Dated(at) && s[s.ClauseStart(at)].Word is "but" ? 0 : 4)); i < s.Count && i < at + Reach && (i < at
            || s.SameClause(i, at)); i++) if (s[i].Is(Sense.Past) && (i < at || (s[i].Tail is not "after" && !Nested(at, i)))) return true;
        return false;
    }

    // "Having lost X last month, the rebels", "After seizing X in 2016, the army": what opens the sentence has a date of its own.
    private bool Opening(int clause) =>
        clause > 1 && s[clause - 1].Kind == TokenKind.Comma && (s[0].Word is "having" || s[0].Form == Form.Gerund || s[0].Is(Sense.After) && (s[1].Form == Form.Gerund || s[1].Word is "having"));

    /// <summary>A day of late is named beside it.</summary>
    public bool Dated(int at) => dates.Any(d => !d.Distant && !d.Coming && s.SameClause(d.At, at));

    public bool Hedged(int at)
    {
        if (s[at - 1].Is(Sense.May)) return true;
        for (var i = Math.Max(0, at - 2 * Reach); i < s.Count && i < at + 2 * Reach; i++) if (s[i].Is(Sense.Hedge)) return true;
        return false;
    }
}
