using Shouldly;
using Territory.Theatres;
using Xunit;

namespace Territory.Tests.Theatres;

/// <summary>Each check can fail, and says where.</summary>
public sealed class BrokenPacks
{
    [Fact]
    public void the_pack_they_are_made_from_is_whole()
    {
        using var pack = new MiniPack();
        TheatreConformance.Check(pack.Load()).ShouldBeEmpty();
    }

    [Theory]
    // areas
    [InlineData("areas.csv", "E1,district,,E,", "E1,district,,Q,", "areas.csv, E1: its parent Q is no area of this pack")]
    [InlineData("areas.csv", "E1,district,,E,", "E1,district,,E11,", "areas.csv, E1: its parents run in a circle")]
    [InlineData("areas.csv", "E1,district,,E,", "E1,district,,,", "areas.csv, E1: a district needs a parent")]
    [InlineData("areas.csv", "E12,place,town,E1,", "E12,place,town,E,", "areas.csv, E12: a place cannot stand under E, a governorate")]
    [InlineData("areas.csv", "W1,district,", "e1,district,", "areas.csv: 2 rows have the code E1")]
    [InlineData("areas.csv", "XX-W", "XX-E", "areas.csv: E and W have the ISO code XX-E")]
    [InlineData("shapes.json", ", \"W\": [[-1, 3]]", "", "shapes.json: W (West) has no shape")]
    [InlineData("shapes.json", "\"W\": [[-1, 3]]", "\"W\": [[-1, 3]], \"Q\": [[-1, 3]]", "shapes.json: there is a shape for Q")]
    // actors
    [InlineData("actors.json", "\"neutralAr\": \"القديم\"", "\"neutralAr\": \"Old\"", "actors.json, OLD: it needs a field and a neutral name in Arabic")]
    [InlineData("actors.json", "\"field\": \"new\"", "\"field\": \"\"", "actors.json, NEW: it needs a field and a neutral name in English")]
    [InlineData("actors.json", "{ \"code\": \"NEW\",", "{ \"code\": \"NEW\", \"parent\": \"NEW\",", "actors.json, NEW: its parents run in a circle")]
    [InlineData("actors.json", "\"speaker\": \"OLD\"", "\"speaker\": \"HIM\"", "names the speaker HIM")]
    [InlineData("actors.json", "\"the army\", \"from\": \"2020-06-01\"", "\"The Army\", \"from\": \"2020-05-01\"", "means NEW and OLD on the same days")]
    [InlineData("actors.json", "\"source\": \"Invented\" }", "\"source\": \"Invented\" }, { \"from\": \"NEW\", \"to\": \"OLD\", \"on\": \"2020-05-01\", \"source\": \"Invented\" }", "successions run in a circle")]
    [InlineData("actors.json", "\"to\": \"NEW\", \"on\"", "\"to\": \"NOBODY\", \"on\"", "NOBODY is no actor")]
    // legend
    [InlineData("theatre.json", "\"key\": \"shared\"", "\"key\": \"divided\"", "the legend has no entry for the status shared")]
    [InlineData("actors.json", "#332288", "#332289", "the legend has no entry for NEW in its colour #332289")]
    [InlineData("theatre.json", "#EEEEEE", "grey", "has the colour 'grey'; expected #rrggbb")]
    // chronology
    [InlineData("chronology.csv", "4,2020-03-01,E11", "4,2020-03-01,E99", "chronology.csv, 4: E99 is no area")]
    [InlineData("chronology.csv", "4,2020-03-01,E11,controlled,OLD,NEW", "4,2020-03-01,E11,controlled,OLD,NOW", "chronology.csv, 4: NOW is no actor")]
    [InlineData("chronology.csv", "4,2020-03-01", "3,2020-03-01", "chronology.csv: 2 rows have the id 3")]
    [InlineData("chronology.csv", "4,2020-03-01", "4,2018-03-01", "it stands after 3, which is later")]
    [InlineData("chronology.csv", "contested,OLD,OLD,NEW,part", "contested,OLD,,NEW,part", "contested names the last holder as controller")]
    [InlineData("chronology.csv", "2,2019,W,controlled,,OLD,,most", "2,2019,W,controlled,,OLD,,unstated", "a governorate needs an extent")]
    [InlineData("chronology.csv", "5,2020-04-01,E11,controlled,,NEW,,whole,,C2,yes", "5,2020-04-01,E11,controlled,,NEW,,whole,,C2,", "nothing changes")]
    [InlineData("chronology.csv", "5,2020-04-01,E11,controlled,,NEW", "5,2020-04-01,E11,controlled,,OLD", "it is an observation, but until then the area was controlled NEW")]
    [InlineData("chronology.csv", "5,2020-04-01,E11,controlled,,NEW,,whole,,C2,yes", "5,2020-04-01,E11,withdrawn,OLD,,,whole,,C2,", "mend the chain")]
    [InlineData("chronology.csv", "3,2020-02-01,E11,contested", "3,2019-12-01,E11,contested", "NEW is in E11 from 2019-12-01, but exists from 2020-01-01 only")]
    [InlineData("actors.json", "\"successions\": [ { \"from\": \"OLD\", \"to\": \"NEW\", \"on\": \"2020-06-01\", \"source\": \"Invented\" } ]", "\"successions\": []", "OLD is in E until now, but exists until 2020-06-01 only")]
    // reports
    [InlineData("demonstration/1.json", "Mini Wire", "Maxi Wire", "the source 'Maxi Wire' is not in sources.json")]
    [InlineData("demonstration/1.json", "\"B2\"", "\"A1\"", "a report may lower it, never raise it")]
    [InlineData("demonstration/1.json", "2020-05-01", "1 May", "publishedAt '1 May' cannot be read")]
    [InlineData("sources.json", "\"demonstration\": true", "\"demonstration\": false", "the source 'Mini Wire' is a real one")]
    public void are_told_what_is_wrong(string file, string words, string others, string fault)
    {
        using var pack = new MiniPack().Break(file, words, others);
        TheatreConformance.Check(pack.Load()).ShouldContain(f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void do_not_start_a_service()
    {
        using var pack = new MiniPack().Break("areas.csv", "E1,district,,E,", "E1,district,,Q,");
        var root = Directory.CreateTempSubdirectory("territory-packs-").FullName;
        Directory.Move(pack.Folder, Path.Combine(root, "mini"));
        Should.Throw<TheatrePackException>(() => TheatrePacks.LoadAll(root)).Faults.ShouldHaveSingleItem().ShouldContain("its parent Q");
        Directory.Move(Path.Combine(root, "mini"), pack.Folder);
        Directory.Delete(root);
    }
}
