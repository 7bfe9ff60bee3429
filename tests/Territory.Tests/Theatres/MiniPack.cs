using Territory.Theatres;

namespace Territory.Tests.Theatres;

/// <summary>The smallest pack that fits together, in a folder of its own; a test breaks one thing in it.</summary>
internal sealed class MiniPack : IDisposable
{
    private const string AreasHeading = "code,level,kind,parent,iso,seat,cue,name,nameAr,variants\n";
    private const string ChronologyHeading = "id,date,area,status,from,controllers,challengers,extent,manner,grade,observation,source,note\n";

    public MiniPack()
    {
        Write("theatre.json", """
            {
              "id": "mini", "name": "Mini", "nameAr": "صغير", "zone": "Asia/Damascus", "packVersion": "1",
              "disclaimer": "Drawn by hand.", "disclaimerAr": "رسم يدوي.", "sources": ["Invented."],
              "policy": { "version": 1, "decidesAlone": "B2", "decidesTogether": "C3", "denialHours": 48, "sameChangeHours": 96, "leastConfidence": 0.7 },
              "labels": { "city": { "en": "{0} city", "ar": "مدينة {0}" } },
              "legend": [
                { "key": "controlled", "name": "Held", "nameAr": "تحت السيطرة", "colour": "#FFFFFF", "pattern": "solid" },
                { "key": "contested", "name": "Contested", "nameAr": "متنازع عليها", "colour": "#BBBBBB", "pattern": "hatched" },
                { "key": "shared", "name": "Shared", "nameAr": "مشتركة", "colour": "#BBBBBB", "pattern": "striped" },
                { "key": "withdrawn", "name": "Left", "nameAr": "متروكة", "colour": "#EEEEEE", "pattern": "dotted" },
                { "key": "unknown", "name": "Unknown", "nameAr": "غير معروفة", "colour": "#EEEEEE", "pattern": "solid" },
                { "key": "besieged", "name": "Besieged", "nameAr": "محاصرة", "colour": "#BBBBBB", "pattern": "ringed" },
                { "key": "OLD", "name": "Old", "nameAr": "قديم", "colour": "#DDCC77" },
                { "key": "NEW", "name": "New", "nameAr": "جديد", "colour": "#332288" }
              ]
            }
            """);
        Write("areas.csv", AreasHeading + """
            E,governorate,,,XX-E,,,East,الشرق,Orient
            W,governorate,,,XX-W,,,West,الغرب,
            E1,district,,E,,,,East,الشرق,
            E11,place,city,E1,,1,,East,الشرق,Eastern
            W1,district,,W,,,,Port,الميناء,
            W11,place,city,W1,,2,,Port,الميناء,Haven
            E12,place,town,E1,,,,Haven,المرفأ,

            """);
        Write("actors.json", """
            {
              "actors": [
                { "code": "OLD", "field": "old", "fieldAr": "القديم", "neutral": "Old", "neutralAr": "القديم", "validTo": "2020-06-01", "colour": "#DDCC77",
                  "forms": [ { "text": "the army", "to": "2020-06-01" } ] },
                { "code": "NEW", "field": "new", "fieldAr": "الجديد", "neutral": "New", "neutralAr": "الجديد", "validFrom": "2020-01-01", "colour": "#332288",
                  "forms": [ { "text": "the army", "from": "2020-06-01" }, { "text": "they", "speaker": "OLD" } ] }
              ],
              "successions": [ { "from": "OLD", "to": "NEW", "on": "2020-06-01", "source": "Invented" } ]
            }
            """);
        Write("shapes.json", """
            {
              "source": "Drawn by hand",
              "borders": [ "1,0 1,1", "1,1 2,1 2,0 1,0", "1,0 0,0 0,1 1,1" ],
              "shapes": { "E": [[1, 2]], "W": [[-1, 3]] }
            }
            """);
        Write("chronology.csv", ChronologyHeading + """"
            1,2019,E,controlled,,OLD,,whole,,C2,,Invented,
            2,2019,W,controlled,,OLD,,most,,C2,,Invented,
            3,2020-02-01,E11,contested,OLD,OLD,NEW,part,force,C2,,Invented,"with a comma, and ""quotes"""
            4,2020-03-01,E11,controlled,OLD,NEW,,whole,force,C2,,Invented,
            5,2020-04-01,E11,controlled,,NEW,,whole,,C2,yes,Invented,

            """");
        Write("sources.json", """{ "sources": [ { "name": "Mini Wire", "owner": "Mini", "language": "en", "grade": "B2", "demonstration": true } ] }""");
        Write("demonstration/1.json", """{ "language": "en", "source": "Mini Wire", "grade": "B2", "publishedAt": "2020-05-01", "title": "A title", "text": ["One.", "Two."] }""");
        Write("phrases/en.json", """{ "take": ["seized", "captured"] }""");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("territory-pack-").FullName;

    public MiniPack Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Puts other words in place of some that must be there, so that no test breaks something that is not.</summary>
    public MiniPack Break(string file, string words, string others)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        return text.Contains(words, StringComparison.Ordinal) ? Write(file, text.Replace(words, others, StringComparison.Ordinal)) : throw new InvalidOperationException($"{file} has no '{words}'.");
    }

    public Theatre Load() => TheatrePack.Load(Folder);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
