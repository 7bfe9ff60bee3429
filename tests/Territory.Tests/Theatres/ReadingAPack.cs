using Shouldly;
using Territory.Contracts;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

public sealed class ReadingAPack
{
    [Fact]
    public void gives_every_file_its_place()
    {
        using var pack = new MiniPack();
        var theatre = pack.Load();
        theatre.FindArea("e11")!.Path.ShouldBe(["E", "E1", "E11"]);
        theatre.FindArea("E11")!.Label.ShouldBe("East city");
        theatre.FindArea("E11")!.LabelAr.ShouldBe("مدينة الشرق");
        theatre.FindArea("E")!.SummaryName.ShouldBe("East");
        theatre.FindActor("NEW")!.Forms.Select(f => f.Text).ShouldBe(["the army", "they"]);
        theatre.Phrases["en"]["take"].ShouldBe(["seized", "captured"]);
        theatre.Demonstration.ShouldHaveSingleItem().Text.ShouldBe("One.\nTwo.");
        theatre.SourceRegister.ShouldHaveSingleItem().Grade.ShouldBe(new Grade('B', 2));
        theatre.Policy.DecidesTogether.ShouldBe(new Grade('C', 3));
        theatre.Chronology[2].Note.ShouldBe("with a comma, and \"quotes\"");
        theatre.Chronology.Select(r => r.To).ShouldBe(["OLD", "OLD", null, "NEW", "NEW"]);
        theatre.Shapes["W"][0].ShouldBe([new(1, 1), new(1, 0), new(0, 0), new(0, 1), new(1, 1)]);
    }

    [Fact]
    public void forgets_old_areas_in_a_changed_copy()
    {
        using var pack = new MiniPack();
        var theatre = pack.Load();
        theatre.FindArea("E").ShouldNotBeNull();
        (theatre with { Areas = [] }).FindArea("E").ShouldBeNull();
    }

    [Theory]
    [InlineData("areas.csv", "W,governorate", "W,province", "areas.csv, line 3: level is 'province'; expected one of governorate, district")]
    [InlineData("areas.csv", "W,governorate,,,XX-W,", "W,governorate,,,XX-W,,,", "areas.csv, line 3: 12 cells, expected 10")]
    [InlineData("areas.csv", "code,level", "kod,level", "areas.csv, line 1: the heading must be exactly code,level")]
    [InlineData("areas.csv", "E11,place,city,E1,,1,", "E11,place,city,E1,,9,", "areas.csv, line 5: seat is '9'")]
    [InlineData("areas.csv", "E11,place,city,E1,,1,,", "E11,place,city,E1,,1,perhaps,", "areas.csv, line 5: cue is 'perhaps'; expected yes")]
    [InlineData("chronology.csv", "3,2020-02-01", "3,2020-02-31", "chronology.csv, line 4: date '2020-02-31' cannot be read; expected a local day")]
    [InlineData("chronology.csv", "part,force,C2", "part,force,G2", "chronology.csv, line 4: grade is 'G2'")]
    [InlineData("actors.json", "\"field\": \"old\",", "", "actors.json, line 4")]
    [InlineData("actors.json", "\"colour\": \"#DDCC77\"", "\"color\": \"#DDCC77\"", "'color'")]
    [InlineData("theatre.json", "Asia/Damascus", "Asia/Nowhere", "theatre.json: zone 'Asia/Nowhere' is no time zone")]
    [InlineData("theatre.json", "\"B2\"", "\"Z9\"", "A grade is a letter A–F and a digit 1–6")]
    [InlineData("shapes.json", "[[1, 2]]", "[[1, 4]]", "shapes.json: the shape of E names border 4; expected 1 to 3")]
    [InlineData("shapes.json", "[[1, 2]]", "[[1, 3]]", "shapes.json: the shape of E breaks before border 3")]
    [InlineData("shapes.json", "[[1, 2]]", "[[1]]", "a ring of E is not closed")]
    [InlineData("shapes.json", "1,0 1,1\"", "1,0 1;1\"", "border 1 has the point '1;1'; expected longitude,latitude")]
    [InlineData("phrases/en.json", "[\"seized\", \"captured\"]", "\"seized\"", "phrases/en.json, line 1")]
    [InlineData("sources.json", "\"B2\"", "\"B2\"]", "sources.json, line 1")]
    public void refuses_with_file_line_and_what_is_right(string file, string words, string others, string fault)
    {
        using var pack = new MiniPack().Break(file, words, others);
        Should.Throw<TheatrePackException>(pack.Load).Faults.ShouldContain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void names_every_fault_at_once()
    {
        using var pack = new MiniPack().Break("areas.csv", "W,governorate", "W,province").Break("chronology.csv", "part,force,C2", "part,force,G2");
        File.Delete(Path.Combine(pack.Folder, "sources.json"));
        var refused = Should.Throw<TheatrePackException>(pack.Load);
        refused.Faults.Count.ShouldBe(3);
        refused.Faults.ShouldContain(f => f.StartsWith("sources.json: the file is missing", StringComparison.Ordinal));
        refused.Message.ShouldContain(pack.Folder);
    }

    [Fact]
    public void refuses_a_folder_without_packs() =>
        Should.Throw<TheatrePackException>(() => TheatrePacks.LoadAll(Path.Combine(Path.GetTempPath(), "no-such-folder"))).Message.ShouldContain("no folder in it has a theatre.json");
}
