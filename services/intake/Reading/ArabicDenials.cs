using Territory.Contracts;

namespace Territory.Intake.Reading;

// What somebody denies: another's taking of a place, or the loss of his own.
internal sealed partial class ArabicRules
{
    // «… فيما نفت وسائل إعلام النظام ذلك», «الأمر الذي نفته الوزارة».
    private void DenialOfThat(int deny)
    {
        // «أقر بخسارة X بعدما ظل ينفي ذلك»: denied no more.
        if (s[deny].Form == Form.Imperfect && Stretch.Of(deny - 4, 4).Any(i => s[i].Is(Sense.After))) return;
        if (!(s[deny].Pronoun && s[deny - 1].Tail is "الذي" or "ما") && !Bare(deny) && !Stretch.Of(deny + 1, 7).Any(i => s[i].Is(Hint.This))) return;
        var told = findings[^1];
        // «اتهم A B بالانسحاب من X، وهو ما نفته B»: an accusation and its denial are no news of the place.
        if (told is { Kind: not ClaimKind.Denial, To: null, From: { } accused } && parties.Said(deny) == accused && s.Items.Take(deny).Any(i => i.Is(Tie.Accuse) && i.Finite)) findings.RemoveAt(findings.Count - 1);
        findings.Add(told with { Kind = ClaimKind.Denial, ClaimedBy = parties.Said(deny) ?? parties.Speaker, Rule = told.Rule + "+denied", Spans = [.. told.Spans, s[deny].Span] });
    }

    // «A تعلن السيطرة على X وB تنفي»: what was told, where nothing follows.
    private bool Bare(int deny) => !s[deny].Pronoun && !Stretch.Of(deny + 1, s.Count - deny - 1).Any(i => s[i].Kind is TokenKind.Word or TokenKind.Number)
        && parties.SubjectBefore(deny) is >= 0 and var denier && parties.Code(denier) is { } code && !scene.Allied(code, findings[^1].To);

    // «نفت وزارة الدفاع سقوط حمص»: who says so has lost nothing.
    private bool DeniedLoss(int t, List<Place> places)
    {
        var deny = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Deny) && s[i].Finite, -1);
        if (((deny >= 0 ? parties.Said(deny) : null) ?? parties.Speaker) is not { } speaker || s[t].Form != Form.Noun && !s[t].Finite) return false;
        var how = s[t].Form == Form.Noun ? mood.OfNoun(t, true).Mood : mood.OfVerb(t, roles.Headline(t));
        if (how != Mood.Denied) return false;
        var first = findings.Count;
        Emit(places, t, new Governed(how, -1), "denied-loss", ClaimKind.Change, speaker, Claimed(places[0], speaker) ?? parties.Foe(speaker), -1, Manner.Unknown, 0.7, ControlStatus.Unknown);
        for (var i = first; i < findings.Count; i++) findings[i] = findings[i] with { ClaimedBy = speaker };
        return true;
    }

    // «نفت A دخول B إلى X، بعدما أعلن B سيطرته عليها»: each by his own word.
    private string? Announcing(int verb) => verb > 0 && s[verb].Is(Sense.Say) && s[verb].Form == Form.Perfect && s[verb - 1].Is(Sense.After) && parties.SubjectAfter(verb, verb + 5) is >= 0 and var sayer ? parties.Code(sayer) : null;

    // «أعلن A السيطرة على X، فيما نفت وكالة B الأنباء عن سيطرة A عليها»: who denies is not who claimed it.
    private string? Denier(int t)
    {
        var deny = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Deny) && s[i].Finite, -1);
        return deny < 0 ? null : Stretch.Of(deny + 1, 4).TakeWhile(i => !s[i].Is(Triggers | Sense.That) && !s[i].Is(Tie.Rumour)).Select(i => s[i].IsActor ? parties.Code(i) ?? parties.Voice(i) : null).FirstOrDefault(code => code is not null);
    }

    // «أعلن A تحرير X، غير أن المرصد قال إن الجيش لم يسيطر عليها»: no party says so.
    private bool Contradicted(int t)
    {
        var but = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Clause) && s[i].Says(Cue.HoweverOrWhile), -1);
        var say = but < 0 ? -1 : Stretch.Of(but + 1, t - but - 1).FirstOrDefault(i => s[i].Is(Sense.Say) && s[i].Finite, -1);
        return say >= 0 && !Stretch.Of(but + 1, t - but - 1).TakeWhile(i => i <= say || !s[i].Is(Sense.That)).Any(i => s[i].IsActor);
    }

    // «أعلن A السيطرة على X، ونفى B سقوط المدينة»: what B denies is what A has claimed.
    private string? Claimed(Place place, string denier) => findings.FindLast(f => f.To is not null && f.Place.Areas.SequenceEqual(place.Areas) && !scene.Allied(f.To, denier))?.To;

    // «ونفت قسد السيطرة على المدينة»: the taking that she denies is not her own.
    private Taker Accused(int t, Taker taker, Place place)
    {
        // «نفت الوزارة دخول قواتها X»: her own.
        if (s[t + 1].Is(Sense.OwnForces) || s[t + 1].Says(Cue.AnyOrAnyone)) return taker;
        var deny = Stretch.Of(0, t).LastOrDefault(i => s[i].Is(Sense.Deny), -1);
        // «أعلن الجيش دخول X، فيما نفت المعارضة سيطرته عليها»: his, of whom it was told.
        if (deny >= 0 && s[t] is { Form: Form.Noun, Pronoun: true } && taker.Code is { } own && own == (parties.Said(deny) ?? parties.Speaker) && Claimed(place, own) is { } his) return new Taker(his, -1, true);
        // «اقتربت A من X، ونفت B دخولها إليها»: hers, who was named before the denier.
        if (deny >= 0 && s[t] is { Form: Form.Noun, Pronoun: true } && taker.Code is { } said && said == (parties.Said(deny) ?? parties.Speaker) && Stretch.Of(0, deny).LastOrDefault(i => s[i] is { IsActor: true, Prepositional: false } && !parties.IsMetonymOnly(i) && parties.Code(i) is { } code && !scene.Allied(code, said), -1) is >= 0 and var accused)
            return new Taker(parties.Joint(accused), accused, true);
        // «قال متحدث باسم B إن الأنباء عن السيطرة على X غير صحيحة»: what is refuted is no taking of the speaker's.
        if (deny < 0 && s[t] is { Form: Form.Noun, Pronoun: false } && parties.Holder(t) < 0 && mood.Refuted(t) && parties.Speaker is { } refuter && taker.Code == refuter)
            return new Taker(Claimed(place, refuter) ?? scene.LastTold.LastOrDefault(f => f.To is not null && f.Place.Areas.SequenceEqual(place.Areas) && !scene.Allied(f.To, refuter))?.To, -1, true);
        if (deny < 0 || s[t].Form != Form.Noun || s[t].Pronoun || parties.Holder(t) >= 0 || (parties.Said(deny) ?? parties.Speaker) is not { } denier || (taker.At >= 0 ? parties.Code(taker.At) : taker.Code) != denier) return taker;
        var other = Stretch.Of(deny + 1, t - deny - 1).LastOrDefault(i => s[i].IsActor && parties.Code(i) is { } code && !scene.Allied(code, denier), -1);
        if (other >= 0) return new Taker(parties.Joint(other), other, true);
        var claimed = Claimed(place, denier) ?? (scene.Allied(scene.LastTaker, denier) ? null : scene.LastTaker) ?? parties.Foe(denier);
        return new Taker(claimed, -1, claimed is not null);
    }
}
