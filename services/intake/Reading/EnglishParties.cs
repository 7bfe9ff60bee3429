namespace Territory.Intake.Reading;

/// <summary>Who acts, who is acted upon, and who speaks in an English sentence.</summary>
internal sealed partial class EnglishParties(Sentence s, Scene scene, DateOnly day, string? speaker)
{
    private const int Reach = 24;
    // Between two that act together.
    private const int Gap = 5;

    public string? Speaker => speaker;

    public string? Code(int at, bool loser = false) => Equipment(at) is { } abroad ? abroad : ActorChoice.Of(s[at], scene, day, speaker, loser) ?? (day == scene.Day ? null : ActorChoice.Of(s[at], scene, scene.Day, speaker, loser)) ?? (Speaks(at) || Rules(at) || Receives(at) ? ActorChoice.Metonym(s[at], day) : null);

    /// <summary>Whose flag it is.</summary>
    public string? Emblem(int at) => s[at].Is(Hint.Flag) ? ActorChoice.Metonym(s[at], day) : null;

    /// <summary>The actor right after a preposition, over articles and adjectives.</summary>
    public int After(int at)
    {
        for (var i = at + 1; i <= at + 5 && i < s.Count; i++)
        {
            if (Named(i)) return i;
            // "by an alliance of rebel factions", "to a group of tribesmen"
            if (s[i].Is(Hint.Of) && i > at + 1 && s[i - 1].Is(Tie.Body)) continue;
            // "to the PKK/YPG"
            if (s[i].Kind == TokenKind.Dash && Named(i + 1)) continue;
            // "to forces loyal to the president"
            if (s[i].Is(Sense.To) && s[i - 1].Says(Cue.LoyalOrAllegiant)) continue;
            if (!(s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Adverb | Sense.Direction | Sense.Whole) || s[i].IsWord)) return -1;
        }
        return -1;
    }

    /// <summary>The subject of a verb: the actor before it in its clause; for a pronoun or an elided subject the last one.</summary>
    public (string? Code, int At) Subject(int verb, bool elided)
    {
        // "nobody was in charge of X"
        if (Stretch.Of(verb - 4, 4).Any(i => s.SameClause(i, verb) && (s[i].Word is "nobody" or "none" or "neither" || s[i].Word is "no" && s[i + 1].Word is "one"))) return (null, -1);
        // "to stop the army from seizing", "kept rebels from entering": who is kept from it.
        if (Kept(verb) is >= 0 and var kept) return (Code(kept), kept);
        // "a claim by rebels that they had recaptured": whoever claims it.
        if (Claimant(verb) is { } claimant) return claimant;
        // "We have taken Hama", "our forces": whoever speaks.
        for (var i = verb - 1; i >= verb - 4; i--) if (s[i].Word is "we" or "our" && (speaker ?? scene.LastSpeaker) is { } we) return (we, -1);
        // "An SDF source said that the group will withdraw": its own.
        for (var i = verb - 1; i >= verb - 4; i--) if (s[i].Is(Tie.Those) && s[i].Word is "the" && (i == 0 || s[i - 1].Is(Sense.That)) && speaker is not null && s.Items.Any(x => x.Is(Hint.Spokes))) return (speaker, -1);
        // "The army denied that rebels had entered X and said it had taken Y": the army.
        for (var i = verb - 1; i >= verb - 4; i--) if (s[i].Word is "it" or "they" && s[i - 1].Is(Sense.Say) && s[i - 2].Word is "and" or "but" && speaker is not null) return (speaker, -1);
        // "confirmed that rebels were inside X and that it was redeploying": whoever confirms it.
        for (var i = verb - 1; i >= verb - 4; i--) if (s[i].Word is "it" && s[i - 1].Is(Sense.That) && s[i - 2].Word is "and" or "but" && speaker is not null) return (speaker, -1);
        // "and the group now controls X": the one that was called by a name.
        for (var i = verb - 1; i >= verb - 5 && !s[i].IsActor; i--) if (s[i].Is(Tie.Those) && s[i].Word is "the" && s[i - 1].Word is "and" or "but" && Stretch.Of(i + 1, verb - i - 1).All(j => s[j].Is(Sense.Adverb | Sense.In) || s[j].Is(Tie.Now) || s[j].Is(Hint.Had) || s[j].Says(Cue.Effect))) return (scene.LastGroup, -1);
        // "its units had redeployed": the speaker's.
        for (var i = verb - 1; i >= verb - 4 && s.SameClause(Math.Max(i, 0), verb); i--) if (s[i].Is(Sense.OwnForces) && s[i].Word is "its" or "their" && speaker is not null) return (speaker, -1);
        // "attempts by the army to storm"
        if (s[verb - 1].Word is "to" && Stretch.Of(verb - 5, 4).LastOrDefault(i => s[i].Is(Hint.By | Hint.Of), -1) is >= 0 and var by && After(by) is >= 0 and var trying && trying < verb && (s[by - 1].Is(Sense.Attempt) || s[by - 1].Is(Tie.Assault))) return (Joint(trying), trying);
        // "an attack by the army aimed at retaking": the army.
        if (s[verb - 1].Is(Sense.Purpose) && Stretch.Of(verb - 8, 7).LastOrDefault(i => s[i].Is(Hint.By), -1) is >= 0 and var author && After(author) is >= 0 and var aiming && aiming < verb && (s[author - 1].Is(Sense.Attempt | Sense.Attack) || s[author - 1].Is(Tie.Assault))) return (Joint(aiming), aiming);
        var (start, found) = (s.ClauseStart(verb), -1);
        // "which the same alliance had wrested": whoever took the place before.
        if (Stretch.Of(verb - 4, 4).Any(i => s[i].Word is "same" && s[i - 1].Word is "the" && (s[i + 1].Is(Tie.Body) || s[i + 1].Is(Sense.People))) && scene.LastTaker is { } again) return (again, -1);
        // "It was X that its fighters seized": theirs who were told of before.
        if (Stretch.Of(verb - 4, 4).Any(i => s[i].Is(Sense.OwnForces) && s[i].Word is "its" or "their") && (scene.LastSubject ?? scene.LastTaker) is { } owners && Stretch.Of(0, verb).All(i => !s[i].IsActor)) return (owners, -1);
        // "an offensive by rebels that in two days has captured"
        for (var i = verb - 1; i > 0 && i >= verb - 8 && s[i].Kind != TokenKind.Comma && !Named(i); i--)
            if (s[i].Word is "that" or "which" or "who" && Antecedent(i) is >= 0 and var whose && !Stretch.Of(whose - 4, 4).Any(j => s[j].Is(Sense.Say))) return (Joint(whose), whose);
        for (var i = verb - 1; i >= start && i >= verb - Reach && found < 0; i--)
        {
            // "the ministry said that no stranger had entered": nobody it names.
            if (s[i].Word is "no" && s[i].Is(Sense.Neg) && s[i + 1].IsWord && Stretch.Of(i + 2, Math.Max(0, verb - i - 2)).Any(j => s[j].Is(Hint.Had) || s[j].Word is "has" or "have")) return (null, -1);
            if (Named(i) && !Governed(i) && !Aside(i, verb) && !Among(i, verb) && !Driven(i) && !Circumstance(i, verb)) found = i;
            // "The troops have also taken": whose they are was said before.
            // "Troops with Hezbollah fighters took": the state's, when nobody was told of yet.
            else if (i == 0 && s[0].Says(Cue.SoldiersOrTroops) && Troops(0) && scene.LastSubject is null && !(s[1].Is(Hint.Of) || s[1].Is(Sense.From | Sense.In)) && !s[1].IsActor && ((scene.LastTaker ?? scene.LastTold.Select(f => f.To).LastOrDefault(to => to is not null)) is { } state && scene.IsState(state) ? state : scene.Army(day)) is { } army) return (army, -1);
            // "Rebels shelled X after soldiers had retaken it": the state's.
            else if (s[i].Says(Cue.SoldiersOrTroops) && s[i].Tail == s[i].Word && !s[i].IsActor && s[i - 1].Is(Sense.After | Sense.Before)) return (scene.Army(day), -1);
            else if (Troops(i) && (speaker ?? scene.LastSubject) is { } theirs) return (speaker is null && Unclear(i, theirs) ? null : theirs, -1);
        }
        if (found >= 0) return (Joint(First(found)), First(found));
        // "an offensive by rebels that has captured": whom the relative clause hangs on.
        if (start > 0 && s[start].Is(Sense.Rel) && s[start].Word is "which" or "who" or "that" or "whose" && Antecedent(start) is >= 0 and var meant) return (Joint(meant), meant);
        // "A commander of the brigade praised the men who captured": the brigade's.
        if (Stretch.Of(verb - 3, 3).LastOrDefault(i => s[i].Word is "who", -1) is > 1 and var who && s[who - 1].Is(Sense.People) && Stretch.Of(0, who - 1).LastOrDefault(Named, -1) is > 0 and var own && s[own - 1].Is(Hint.Of) && Code(own) is { } praised) return (praised, own);
        // "The group had lost": the last that was called by a name.
        if (start <= verb - 1 && s[start].Is(Tie.Those) && s[start].Word is "the" && Stretch.Of(start + 1, verb - start - 1).All(i => s[i].Is(Sense.Adverb | Sense.Still) || s[i].Is(Hint.Had | Hint.Passive) || s[i].Word is "earlier" or "now") && scene.LastGroup is { } group) return (group, -1);
        // "After seizing Hama, the rebels …"
        if (elided || s[verb - 1].Word is "having")
            for (var i = verb + 1; i < s.Count && i <= verb + Reach && Opens(verb); i++) if (Named(i) && !Governed(i) && !Driven(i) && Code(i) is { } after) return (after, i);
        if (!elided && !Elided(verb, start)) return (null, -1);
        for (var i = verb - 1; i >= 0 && i >= verb - 2 * Reach; i--) if (Named(i) && !Governed(i) && !Aside(i, verb) && !Driven(i) && !Circumstance(i, verb) && Code(i) is not null) return (Joint(First(i)), First(i));
        // "the second town to fall to the rebels after they took X": theirs to whom it fell.
        if (Stretch.Of(verb - 2, 2).Any(i => s[i].Word is "they") && Stretch.Of(0, verb).Where(i => Named(i) && Code(i) is not null).ToList() is [var only] && Stretch.Of(only - 4, 4).Any(i => s[i].Is(Sense.To) && s[i - 1].Is(Sense.Fall))) return (Code(only), only);
        return (LostToOther() ? null : scene.LastSubject ?? (s[verb - 1].Word is "it" || s[verb - 2].Word is "it" && Passively(verb) ? scene.LastGroup : null), -1);
    }

    // "After seizing", "A day after seizing": ahead of whoever did it.
    private bool Opens(int verb)
    {
        // "Fresh from taking X, the rebels"
        var first = s[verb - 2].Says(Cue.Fresh) ? verb - 3 : verb - 2;
        if (s[verb - 1].Is(Sense.After)) while (s[first].Is(Hint.Article | Hint.DayUnit | Hint.WeekUnit | Hint.MonthUnit | Hint.Small) || s[first].Is(Tie.HourUnit) || s[first].Is(Sense.Adverb | Sense.Part)) first--;
        return s[first].Kind == TokenKind.Stop;
    }

    /// <summary>Whom "them" or "the group" means, when somebody drives them out: the last one named who is not with the winner.</summary>
    public string? Foe(int verb, string winner) => Stretch.Of(0, verb).Reverse().Where(i => Named(i) && !Supports(i)).Select(i => Other(i, winner)).FirstOrDefault(code => code is not null) ?? (scene.Allied(scene.LastSubject, winner) ? scene.FoeOf(winner) : scene.LastSubject);

    private (string? Code, int At)? Claimant(int verb)
    {
        for (var i = verb - 1; i > 0 && i >= verb - 5 && s.SameClause(i, verb); i--)
        {
            if (!s[i].Is(Sense.That)) continue;
            var own = Stretch.Of(i + 1, verb - i - 1).Any(j => s[j].Word is "they" or "it" || s[j].Is(Sense.OwnForces));
            var at = Stretch.Of(i - 5, 5).LastOrDefault(j => Named(j), -1);
            return own && at >= 0 && Stretch.Of(at - 5, 5).Any(j => s[j].Is(Hint.By)) && Code(at) is { } code ? (code, at) : null;
        }
        return null;
    }

    private int Antecedent(int rel) => Stretch.Of(rel - 5, 5).LastOrDefault(i => Named(i) && Code(i) is not null && Stretch.Of(i + 1, rel - i - 1).All(j => s[j].Is(Sense.People) || s[j].Kind == TokenKind.Comma), -1);

    // "to oust the militants from": whom the verb is about.
    public bool Driven(int at)
    {
        var i = at - 1;
        while (i >= 0 && (s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Adverb | Sense.Direction))) i--;
        // "expelled the Islamic State (IS)": the same, by its short name.
        if (i > 0 && s[i].Kind == TokenKind.Open && s[i - 1].IsActor) return Driven(i - 1);
        // "rebels battling the army captured": whom they fight.
        if (i > 0 && s[i].Word.EndsWith("ing", StringComparison.Ordinal) && (s[i - 1].IsActor || s[i - 1].Is(Sense.People) || s[i - 1].Kind == TokenKind.Comma && s[i].Is(Sense.Attempt | Sense.Take | Sense.Expel))) return true;
        // "repelled a rebel attempt to", "a rebel offensive to": what they tried.
        if (s[i].Is(Sense.Repel) && (s[at + 1].Is(Sense.Attempt | Sense.Attack) || s[at + 1].Word is "to")) return s[i].Form is Form.Base or Form.Gerund;
        if (Hampered(i, at)) return true;
        // "had driven the army out of X and taken Y", but "was driven": there it is the subject's own lot.
        var perfect = s[i].Form == Form.Participle && Stretch.Of(Math.Max(0, i - 2), Math.Min(i, 2)).Any(j => s[j].Is(Hint.Had) || s[j].Word is "has" or "have" or "having");
        return s[i].Is(Sense.Expel | Sense.Repel) && (perfect || s[i].Form is Form.Base or Form.Gerund or Form.Past or Form.Present);
    }

    private bool Troops(int at) => s[at].Says(Cue.FightingForces) && s[at].Is(Sense.People | Sense.OwnForces) && !s[at].IsActor && (at == 0 || s[at - 1].Kind == TokenKind.Comma || s[at - 1].Says(Cue.TheOrFurther) || s[at - 1].Is(Sense.Clause));

    /// <summary>Named only in a relative clause: "an assault which the rebels say …".</summary>
    public bool OfRelative(int at)
    {
        var i = at - 1;
        while (i >= 0 && (s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Adverb | Sense.Direction) || s[i].IsActor)) i--;
        return i > 0 && s[i].Word is "which" or "whom" or "where" && s[i].Is(Sense.Rel);
    }

    // ", which the SDF still holds,": who is named only aside.
    private bool Aside(int at, int verb)
    {
        var from = at;
        while (from > 0 && s[from].Kind != TokenKind.Comma && !s[from].Is(Sense.Rel)) from--;
        return s[from].Is(Sense.Rel) && s[from - 1].Kind == TokenKind.Comma && Stretch.Of(at, verb - at).Any(i => s[i].Kind == TokenKind.Comma);
    }

    // "troops and militias, including Hezbollah fighters, took": who is only one of those that were named.
    private bool Among(int at, int verb)
    {
        var word = Stretch.Of(at - 6, 6).LastOrDefault(i => s[i].Is(Hint.Including) && s[i - 1].Kind == TokenKind.Comma, -1);
        return word > 1 && !Stretch.Of(word + 1, at - word - 1).Any(i => s[i].Kind == TokenKind.Comma) && Stretch.Of(at + 1, verb - at - 1).Any(i => s[i].Kind == TokenKind.Comma) && Stretch.Of(s.ClauseStart(word), word - s.ClauseStart(word)).Any(i => Named(i) && !Governed(i));
    }

    // "took A after the fighters left it, and hold B": who left stands in the circumstance between.
    private bool Circumstance(int at, int verb)
    {
        var and = verb - 1;
        while (s[and].Is(Sense.Adverb) || s[and].Is(Hint.Since) || s[and].Word is "they") and--;
        if (s[and].Word is not ("and" or "but") || s[and - 1].Kind != TokenKind.Comma || !s[at].IsActor) return false;
        var after = Stretch.Of(at - 5, 5).LastOrDefault(i => s[i].Is(Sense.After | Sense.Before) || s[i].Word is "as" or "when" or "once" or "until", -1);
        return after > 0 && Stretch.Of(after + 1, at - after - 1).All(i => s[i].Is(Hint.Article) || s[i].Is(Sense.People | Sense.Direction) || s[i].IsActor || s[i].IsWord)
            && Stretch.Of(at + 1, and - at - 1).Any(i => s[i].Form is Form.Past) && Stretch.Of(0, after).Any(i => Named(i) && !Governed(i));
    }

    // "they seized", "and captured", ", seizing".
    private bool Elided(int verb, int start)
    {
        for (var i = verb - 1; i >= start - 1 && i >= verb - 4; i--)
        {
            if (s[i].Word is "they" or "it" or "and" or "but" or "who" or "then" || s[i].Kind == TokenKind.Comma) return true;
            if (!(s[i].Is(Sense.Adverb) || s[i].Is(Hint.Had) || s[i].Word is "have" or "has" or "to" or "would" or "will" || s[i].Is(Sense.Manage | Sense.Attempt | Sense.Neg) || (s[i].Is(Hint.Be) && (s[i + 1].Is(Sense.Attempt) || s[verb].Word is "in")) || s[i].Is(Hint.Since) && s[i - 1].Word is "have" or "has")) return false;
        }
        return true;
    }

    /// <summary>Who held it before: "from X", "after X withdrew", "after clashes with X".</summary>
    public string? Loser(int from, string taker, bool takes)
    {
        for (var i = from + 1; i < s.Count && i <= from + 14; i++)
        {
            if (takes && s[i].Is(Sense.From) && After(i) is >= 0 and var source && Other(source, taker) is { } lost) return lost;
            if (s[i].Is(Sense.After))
                for (var j = i + 1; j < s.Count && j <= i + 9; j++)
                    if (Named(j) && Other(j, taker) is { } loser && Loses(i, j)) return loser;
        }
        return null;
    }

    private bool Loses(int after, int actor)
    {
        for (var i = after + 1; i < s.Count && i <= actor + 6; i++)
            if (s[i].Is(Sense.Withdraw | Sense.Leave | Sense.Fight | Sense.Against | Sense.Expel | Sense.Lose) || s[i].Says(Cue.CollapseOrRetreat)) return true;
        return false;
    }

    private string? Other(int at, string? taker) => Code(at, loser: true) is { } code && !scene.Allied(code, taker) ? code : null;

    // "rebel-held"
    private bool Holds(int at) => s[at + 1].Is(Sense.Standing) && s[at + 1].Form is Form.Past or Form.Participle && scene.Hyphened(s[at], s[at + 1]);

    /// <summary>"the gunmen loyal to them", "militias backing it": they stand beside those who were named.</summary>
    public static bool Attached(Sentence s, int at)
    {
        if (!s[at].IsActor || !s[at].Meaning.Actors.All(a => a.Common)) return false;
        var whom = s[at + 1].Says(Cue.LoyalOrAllied) ? at + 3 : s[at + 1].Says(Cue.SupportingOrAlongside) ? at + 2 : at;
        return s[whom].Word is "them" or "it" or "him";
    }

    private bool Named(int at) => s[at].IsActor && !Attached(s, at) && !EndsName(at) && !Explains(at) && !Holds(at) && !(s[at + 1].Is(Tie.Bastion) && s[at + 2].Is(Hint.Of)) && !(s[at + 1].Is(Hint.CueSite) && !s[at + 1].Is(Hint.Article)) && (!s[at].Meaning.Actors.All(a => a.Metonym) || Speaks(at) || Rules(at) || Receives(at));

    // "Damascus has not regained control of X": a capital that acts stands for its government.
    private bool Rules(int at) => Rules(s, at);

    private static bool Rules(Sentence s, int at)
    {
        if (!s[at].Capital || s[at].Meaning.Actors.All(a => a.Voice) || !(s[at - 1].Kind is TokenKind.Stop or TokenKind.Comma || s[at - 1].Is(Sense.Say | Sense.That | Sense.Clause) || s[at - 1].Word is "and" && s[at - 2].IsActor && s[at - 3].Kind is TokenKind.Stop or TokenKind.Comma)) return false;
        var verb = at + 1;
        // "Syria and Russia retook X"
        if (s[verb].Word is "and" && s[verb + 1].IsActor) verb += 2;
        while (s[verb].Is(Sense.Neg | Sense.Adverb) || s[verb].Word is "has" or "had") verb++;
        return s[verb].Is(Sense.Take | Sense.Impose | Sense.Lose | Sense.Standing | Sense.Attempt | Sense.Expel | Sense.HandOver | Sense.Withdraw) && !s[verb + 1].Is(Hint.By) && (s[verb].Form is Form.Past or Form.Present || (s[verb].Form == Form.Participle && verb > at + 1));
    }

    // "handed X over to Damascus": to its government.
    private bool Receives(int at) =>
        s[at].Capital && s[at].Meaning.Actors.Exists(a => a.Metonym && !a.Voice) && s[at - 1].Is(Sense.To) && s[at - 1].Word is "to" && !s[at + 1].Is(Hint.Cue)
        && Stretch.Of(at - 10, 9).Any(i => s[i].Is(Sense.HandOver) && s[i].Form != Form.Plain && s[i].Says(Cue.CedeVerb));

    private bool Speaks(int at) => s[at].Capital && !s[at].Meaning.Actors.All(a => a.Voice) && s[at + 1].Is(Sense.Say | Sense.Deny) && s[at + 1].Form != Form.Gerund;
}
