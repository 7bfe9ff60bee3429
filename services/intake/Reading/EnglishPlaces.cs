using Territory.Theatres;

namespace Territory.Intake.Reading;

/// <summary>The list of places an English word governs: "the towns of Saraqib and Khan Shaykhun", "most of Daraa province", "Aleppo's outskirts".</summary>
/// <remarks>
/// Item by item, and the first rule that reads an item has it. A rule says in its comment which wording it reads; it may note something of
/// the noun phrase so far (<see cref="so"/>), add a place, go on behind an item or end the list. Which file has it says what it is about.
/// </remarks>
internal sealed partial class EnglishPlaces(Sentence s, Scene scene)
{
    private const int UnknownWords = 3;

    private readonly List<Place> found = [];
    private NounPhrase so = new(0);
    // Words nobody knows since the last name or size.
    private int unknown;
    // A size before the list is one of each of its names: "positions in the towns of A and B".
    private bool sharing;
    // The verb whose subject is read.
    private int verb = -1;

    public static List<Place> From(Sentence s, int start, Scene scene, out int end, int verb = -1)
    {
        var reader = new EnglishPlaces(s, scene) { verb = verb };
        end = reader.Read(start);
        reader.Misplaced(end);
        reader.Provinces();
        if (reader.found.Count == 0) reader.Unnamed(start, end);
        return reader.found;
    }

    private int Read(int at)
    {
        Restart(at);
        for (; at < s.Count; at++)
        {
            var step = Rules(at) ?? new Step(at, Ends: true);
            at = step.At;
            if (step.Ends) break;
        }
        return at;
    }

    // In their order: what is special stands before what is general.
    private Step? Rules(int at) =>
        TownOfProvince(at)
        ?? CityOfQuarter(at)
        ?? CityOfSuburb(at)
        ?? TheSuburb(at)
        ?? ASuburb(at)
        ?? HalfAName(at)
        ?? Name(at)
        ?? TownBehindStranger(at)
        ?? StrangerSomewhere(at)
        ?? BetweenTowns(at)
        ?? TheTowns(at)
        ?? SeatByName(at)
        ?? ItOrTheTown(at)
        ?? WhatIsLeft(at)
        ?? BothByName(at)
        ?? Roughly(at)
        ?? NotOnly(at)
        ?? AtLeast(at)
        ?? ToOneSide(at)
        ?? SizeWord(at)
        ?? SuchAs(at)
        ?? SiteAndTown(at)
        ?? MenSomewhere(at)
        ?? WhoseGround(at)
        ?? HeldGround(at)
        ?? UnderItsControl(at)
        ?? BastionIn(at)
        ?? HeldByWhom(at)
        ?? OnceHeldByThem(at)
        ?? Towards(at)
        ?? OnAWeekday(at)
        ?? ADistrict(at)
        ?? AQuarter(at)
        ?? FromTheLoser(at)
        ?? QuarterInCity(at)
        ?? QuarterByName(at)
        ?? Feature(at)
        ?? TheSite(at)
        ?? ASite(at)
        ?? Kind(at)
        ?? ThisTown(at)
        ?? BastionOf(at)
        ?? SmallWord(at)
        ?? CentralCity(at)
        ?? SideOfCity(at)
        ?? Side(at)
        ?? Count(at)
        ?? TownsIn(at)
        ?? PartsWhere(at)
        ?? LandAround(at)
        ?? StrangersListed(at)
        ?? UnknownWord(at);

    // What a rule says: the list goes on behind an item, or ends before one.
    private readonly record struct Step(int At, bool Ends);

    private static Step? On(int at) => new Step(at, Ends: false);

    private static Step? End(int at) => new Step(at, Ends: true);

    private Step? Of(Hint kind, int at)
    {
        so.Cue = kind;
        return On(at);
    }

    private Step? Some(int at)
    {
        so.Part = true;
        return On(at);
    }

    private Step? Some(Hint kind, int at)
    {
        (so.Part, so.Cue) = (true, kind);
        return On(at);
    }

    // What stood before is of no name: the words for the next begin behind an item.
    private Step? Anew(int at)
    {
        Restart(at + 1);
        return On(at);
    }

    private Step? Only(IReadOnlyList<Area> areas, int at)
    {
        found.Add(Sized(areas, at, true));
        return End(at + 1);
    }

    private void Restart(int at) => so = new NounPhrase(at);

    // Whether one of so many items from one on is such.
    private bool Any(int from, int count, Func<Item, bool> such)
    {
        for (var i = from; i < from + count; i++)
            if (such(s[i])) return true;
        return false;
    }

    private bool AnySoFar(int at, Func<Item, bool> such) => Any(so.First, at - so.First, such);
}
