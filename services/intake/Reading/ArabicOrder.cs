using Territory.Contracts;

namespace Territory.Intake.Reading;

// Euphemisms of whoever takes a place back.
internal sealed partial class ArabicRules
{
    // «أعادت وحدات من الجيش، بالتعاون مع X، الأمن والاستقرار إلى بلدة Y»: the object comes after the subject.
    private bool RestoresOrder(int verb)
    {
        if (!s[verb].Finite || !s[verb].Is(Sense.HandOver) || s[verb].Is(Hint.Restore)) return false;
        var order = Stretch.Of(verb + 2, Reach - 2).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => !s[i].IsActor && s[i].Says(Cue.CivilOrder), -1);
        // «أعادت وحدات الجيش الأمن لبلدة X»
        if (order >= 0 && Stretch.Of(order + 1, 3).FirstOrDefault(i => s[i].HasPreposition('ل') && s[i].Is(Hint.CuePlace), -1) is >= 0 and var town) return Restored(verb, ArabicPlaces.From(s, town, scene, direct: false, out _));
        return order >= 0 && Stretch.Of(order + 1, 3).FirstOrDefault(i => s[i].Is(Sense.To), -1) is >= 0 and var to && Restored(verb, ArabicPlaces.From(s, to + 1, scene, direct: false, out _));
    }

    // «إنهاء وجود التنظيم في مدينة X», «أنهى الجيش تواجد التنظيم فيها»: whose presence ends has lost the place; a governorate never by these words.
    private bool EndsPresence(int verb)
    {
        var noun = s[verb].Is(Hint.Restore) && s[verb].EndsIn(Cue.PresenceNoun) ? verb : s[verb].Is(Tie.Ends) ? Stretch.Of(verb + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].EndsIn(Cue.PresenceNoun) && s[i].Word.Length < 6, -1) : -1;
        if (noun < 0 && s[verb].Is(Tie.Ends) && EndsTheirs(verb)) return true;
        if (noun < 0 || parties.After(noun) is not (>= 0 and var ousted) || parties.Code(ousted, loser: true) is not { } loser) return false;
        var places = s[ousted + 1].Is(Sense.In) || s[ousted + 2].Is(Sense.In) || s[ousted + 1].HasPreposition('ب') ? governing.Reached(ousted, Sense.In, Sense.None) : [];
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        var how = s[verb].Form == Form.Noun ? mood.OfNoun(verb, true) : new Governed(mood.OfVerb(verb, roles.Headline(verb)), -1);
        if (places.Count == 0 || how.Mood == Mood.Unreal) return true;
        var ender = Stretch.Of(verb + 1, noun > verb ? noun - verb - 1 : 0).FirstOrDefault(i => s[i].IsActor && parties.Code(i) is not null, -1);
        if (ender < 0) ender = how.Governor >= 0 && s[how.Governor].Finite ? parties.SubjectAfter(how.Governor, verb) : -1;
        if (ender < 0) ender = parties.SubjectBefore(verb) is >= 0 and var before ? before : parties.AnyBefore(verb);
        if (ender >= 0 && parties.Joint(ender) is { } taker && !scene.Allied(taker, loser)) Emit(places, verb, how, "end-presence", ClaimKind.Change, loser, taker, ender, Manner.Force, 0.85);
        else if (how.Mood is Mood.Asserted or Mood.Background) Emit(places, verb, how, "end-presence", ClaimKind.Change, loser, null, ousted, Manner.Unknown, 0.75, ControlStatus.Unknown);
        return true;
    }

    // «أنهت وحدات الجيش الوجود الإرهابي في بلدة X»: whose it was, the adjective leaves to the speaker.
    private bool EndsTheirs(int verb)
    {
        var noun = Stretch.Of(verb + 1, 8).TakeWhile(i => !s[i].Finite && !s[i].Is(Sense.Clause)).FirstOrDefault(i => s[i].Says(Cue.ThePresence) && s[i + 1].Says(Cue.ArmedOrTerrorist) && s[i + 2].Is(Sense.In), -1);
        if (noun < 0) return false;
        var places = ArabicPlaces.From(s, noun + 3, scene, direct: false, out _);
        places.RemoveAll(p => p.Area.Level is AreaLevel.Governorate or AreaLevel.Region);
        if (places.Count > 0) Gain(verb, places, "end-presence");
        return true;
    }

    // «على كامل مدينة X باستثناء بضعة أحياء», «على الغوطة عدا دوما»: not the whole of it; «خرجت محافظة X عن سيطرة Y باستثناء …».
    private bool Excepting(List<Place> places, bool lost)
    {
        if (lost) return places is [.., { Area.Level: AreaLevel.Governorate } whole] && Stretch.Of(whole.Last + 1, 8).TakeWhile(i => s[i].Kind is TokenKind.Word or TokenKind.Comma && !s[i].Finite && !s[i].Is(Sense.Clause)).Any(i => s[i].Is(Tie.Only));
        // «باستثناء حي واحد، سيطر A على X»
        if (places.Count == 1 && places[0].Extent is Extent.Unstated or Extent.Whole && s[0].Is(Tie.Only) && s[0].Word is not ("سوي" or "الا") && findings.Count == 0 && Stretch.Of(1, Reach).Any(i => s[i].Kind == TokenKind.Comma && i < places[0].First)) return true;
        if (places.Count == 0 || places[^1] is not { Extent: Extent.Unstated or Extent.Whole, Area.Level: AreaLevel.Place or AreaLevel.Region or AreaLevel.Governorate } last) return false;
        var but = Stretch.Of(last.Last + 1, last.Area.Level == AreaLevel.Governorate ? 8 : 4).TakeWhile(i => s[i].Kind is TokenKind.Word or TokenKind.Comma && !s[i].Finite && !s[i].Is(Sense.Clause | Sense.From | Sense.After)).FirstOrDefault(i => s[i].Is(Tie.Only) && (last.Area.Level == AreaLevel.Governorate || s[i].Word is not ("سوي" or "الا")), -1);
        // «على محافظة X باستثناء Y وZ اللتين تتجه إليهما للسيطرة عليهما»: what is about to follow takes nothing from the whole.
        if (last.Area.Level == AreaLevel.Governorate && but >= 0 && Stretch.Of(but + 1, 6).Any(i => s[i].Is(Sense.Rel) && s[i + 1].Form == Form.Imperfect && !s[i + 1].Is(Sense.TakeOn | Sense.Hold | Sense.Still | Sense.Standing))) return false;
        return but >= 0 && (last.Area.Level is AreaLevel.Region or AreaLevel.Governorate || s[but + 1].Is(Hint.CityParts | Hint.CueQuarter | Hint.CueSite) || s[but + 1].Is(Sense.Part) || s[but + 1].IsArea);
    }

    // «أعاد الأمن إلى محافظة X»: a boast, by which no governorate changes hands.
    private bool Restored(int verb, List<Place> places)
    {
        places.RemoveAll(p => p.Area.Level == AreaLevel.Governorate && !p.Partly);
        if (places.Count > 0) Gain(verb, places, "restore");
        return places.Count > 0;
    }
}
