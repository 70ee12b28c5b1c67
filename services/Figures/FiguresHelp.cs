namespace SipasSurvey.Figures;

/// <summary>What a person reads who asks how to start Figures.</summary>
internal static class FiguresHelp
{
    public const string Text = """
        SIPAS Figures: answers questions about figures and responses, with JSON, CSV, XLSX and pages. Reads only. Any number of instances.

          --urls ADDRESS               address to listen on (default http://127.0.0.1:8083)
          --help                       this text

        Settings, in the environment or like --Pages:LeastRanked 200 on the command line:

          ConnectionStrings__SqlServer like Server=HOST;Database=Sipas;User ID=…;Password=…, or instead of it, for one machine,
          ConnectionStrings__Sqlite    like Data Source=DIR/sipas.db
          AccessKeys                   file of the staff keys: {"surveyTeam": "…", "ministry": "…"}, at least 24 characters each
          DataProtectionKeys           folder of the keys that seal cookies (default: protection-keys beside the file of staff keys)
          Pages__LeastRanked, …        deploy/README.md, "Settings"
        """;
}
