# Commandes
faq-command = Réponses à ce qui est souvent demandé
faq-command-show = Montrer une entrée de la FAQ
faq-command-list = Lister la FAQ
faq-command-suggest = Proposer une entrée pour la FAQ
faq-command-review = Traiter ce qui attend (modération)
faq-command-edit = Modifier une entrée (modération)
faq-command-publish = Publier un brouillon ou écrire une entrée (modération)
faq-command-retire = Retirer une entrée de la FAQ (modération)
faq-command-history = Ce qu'une entrée a été (modération)
faq-command-restore = Ramener une entrée retirée ou un texte antérieur (modération)
faq-command-alias = D'autres mots pour une entrée (modération)
faq-command-import = Importer des entrées depuis des fichiers, montrés avant (modération)
faq-command-export = Obtenir toutes les entrées en fichiers (modération)
faq-menu-save = Garder pour la FAQ
faq-menu-answer = Répondre par la FAQ
faq-option-entry = Titre, numéro ou autres mots de l'entrée
faq-option-public = La montrer à tout le monde ici
faq-option-message = Répondre à ce message (lien ou identifiant)
faq-option-topic = Seulement sur ce sujet
faq-option-state = Brouillons ou entrées retirées (modération)
faq-option-title = La question, en une phrase
faq-option-show = Ce qu'il faut parcourir
faq-option-position = Seulement la déplacer à cette place de la liste
faq-option-draft = Le brouillon ; sans lui : une nouvelle entrée
faq-option-into = L'entrée qui prend sa place
faq-option-reason = Pourquoi
faq-option-revision = Le numéro de la révision
faq-option-add = Des mots par lesquels on la trouvera
faq-option-remove = Des mots par lesquels on ne la trouvera plus
faq-option-file = Un zip, un fichier Markdown ou un fichier JSON
faq-option-format = Sous quelle forme
faq-choice-queue = propositions
faq-choice-attention = entrées à revoir
faq-choice-gaps = ce qui a été cherché en vain
faq-choice-published = publiées
faq-choice-draft = brouillons
faq-choice-retired = retirées

# Formulaires
faq-form-suggest = Proposer une entrée pour la FAQ
faq-form-edit = Modifier une entrée
faq-form-new = Une nouvelle entrée
faq-form-decline = Refuser une proposition
faq-form-retire = Retirer une entrée
faq-field-title = Question
faq-field-title-hint = En une phrase, comme quelqu'un la poserait
faq-field-answer = Réponse
faq-field-answer-hint = En Markdown, le code entre ``` ; ou vide, avec un fichier .md ci-dessous
faq-field-answer-long = Réponse (trop longue pour ce champ)
faq-field-answer-long-hint = Vide, la réponse reste ; sinon envoyez le fichier .md modifié ci-dessous
faq-field-files = Fichiers
faq-field-files-hint = Un .md devient la réponse ; les images s'y ajoutent (4 au plus, 1 Mio chacune)
faq-field-topics = Sujets
faq-field-topics-hint = Quatre au plus
faq-field-reason = Pourquoi
faq-field-reason-hint = Pour l'historique ; peut rester vide
faq-field-why = Raison
faq-field-why-hint = La personne qui l'a proposée la lira

# Boutons et menus
faq-button-suggest = Proposer une entrée
faq-button-save = Garder pour la FAQ
faq-button-revise = Reprendre
faq-button-approve = Accepter
faq-button-approve-edited = Modifier et accepter
faq-button-merge = Fusionner avec…
faq-button-decline = Refuser
faq-button-confirm = Toujours juste
faq-button-edit = Modifier
faq-button-retire = Retirer
faq-button-publish = Publier
faq-button-overwrite = Remplacer par le mien
faq-button-drop = Abandonner le mien
faq-button-restore = Restaurer la révision { $number }
faq-button-review = Regarder
faq-button-object = Pas ma réponse dans la FAQ
faq-button-import = Importer { $count }
faq-button-import-all = Importer { $count }, en écrasant les conflits
faq-button-cancel = Annuler
faq-helpful = { $count }
faq-unhelpful = { $count }
faq-open = Lire une entrée
faq-queue-open = Voir une proposition
faq-gap-forget = En ôter une de la liste
faq-revision-open = Voir ce qu'un changement a fait
faq-merge-into = Quelle entrée ?
faq-answer-with = Quelle entrée y répond ?

# Entrées
faq-number = FAQ nº { $number }
faq-page = page { $page } sur { $pages }
faq-credits = Merci à
faq-credit-author = { $member } pour la réponse
faq-credit-suggester = { $member } pour l'avoir proposée
faq-state = État
faq-state-draft = Brouillon : seule la modération le voit
faq-state-published = Publiée
faq-state-retired = Retirée : seule la modération la voit
faq-was-helpful = Est-ce utile ?
faq-voted-helpful = Merci : c'est bon de savoir que cela a aidé.
faq-voted-unhelpful = Merci de le dire : la modération le voit. Si vous savez mieux, proposez une entrée ; sinon `/ask` atteint tout le monde.
faq-voted-already = Vous l'avez déjà dit ; cela compte une fois.
faq-miss = La FAQ n'a rien sous « { $words } ». La modération voit ce qui manque.
faq-miss-near = La FAQ n'a rien sous « { $words } ». Est-ce l'une de celles-ci ?
faq-answered = C'est fait : { $link }
faq-answered-by = -# { $member } a demandé cette réponse de la FAQ :
faq-answer-which = Quelle entrée répond au message ? Son auteur sera averti une fois.
faq-list-published = La FAQ
faq-list-draft = Brouillons de la FAQ
faq-list-retired = Entrées retirées de la FAQ
faq-list-empty = Rien ici pour le moment. Proposez une entrée avec `/faq suggest`.
faq-list-over = Rien de plus.
faq-list-page = Page { $page }
faq-nobody = quelqu'un

# Proposer
faq-suggested = Merci : la proposition nº { $number } attend la modération, et vous saurez ce qu'elle devient.
faq-suggestion-number = Proposition nº { $number }
faq-suggester = Proposée par
faq-author = Réponse de
faq-source = Où elle se trouve
faq-decision = Décision
faq-decided-approved = Acceptée par { $by }
faq-decided-merged = Fusionnée avec une entrée par { $by }
faq-decided-declined = Refusée par { $by }
faq-decided-withdrawn = Reprise : son auteur n'en veut pas ici, ou l'a supprimée
faq-consent = { $suggester } a proposé votre réponse pour la FAQ de **{ $server }**, sous « { $title } ». Si la modération l'accepte, votre nom y figurera. Rien à faire si cela vous convient.
faq-consent-here = { $author } { $suggester } a proposé votre réponse pour la FAQ, sous « { $title } ». Si la modération l'accepte, votre nom y figurera. Rien à faire si cela vous convient.
faq-objected = Votre réponse reste hors de la FAQ.
faq-objected-late = Votre nom a été ôté de l'entrée, et la modération est priée de la revoir.
faq-outcome-suggester-approved = Votre proposition « { $title } » est maintenant dans la FAQ de **{ $server }**. Merci !
faq-outcome-suggester-merged = Votre proposition « { $title } » fait maintenant partie d'une entrée de la FAQ de **{ $server }**. Merci !
faq-outcome-suggester-declined = Votre proposition « { $title } » pour la FAQ de **{ $server }** a été refusée :
faq-outcome-suggester-withdrawn = Votre proposition « { $title } » pour la FAQ de **{ $server }** a été reprise : l'auteur de la réponse n'en veut pas là, ou l'a supprimée.
faq-outcome-author-approved = Votre réponse est maintenant dans la FAQ de **{ $server }**, sous « { $title } ». Merci !
faq-outcome-author-merged = Votre réponse fait maintenant partie d'une entrée de la FAQ de **{ $server }** (proposée sous « { $title } »). Merci !
faq-outcome-author-declined = Votre réponse, proposée sous « { $title } » pour la FAQ de **{ $server }**, n'a pas été retenue :
faq-outcome-author-withdrawn = La proposition « { $title } » pour la FAQ de **{ $server }** a été reprise.

# La file
faq-queue = Propositions en attente
faq-queue-line = `nº { $number }` **{ $title }** de { $member }, { $at }
faq-queue-empty = Rien n'attend. Bravo !
faq-attention = Entrées à revoir
faq-attention-empty = Toutes les entrées sont en ordre.
faq-reason-due = À revoir depuis le { $at }
faq-reason-objected = L'auteur de la réponse ne veut pas être dans la FAQ
faq-reason-unhelpful = { $no } la trouvent inutile, { $yes } utile
faq-reason-duplicate = Dit peut-être la même chose que `nº { $number }` { $title }
faq-reason-unused = Plus montrée depuis le { $at }
faq-reason-never-used = Jamais montrée en trois mois
faq-gaps = Ce à quoi la FAQ ne répond pas
faq-gaps-empty = Rien n'a été cherché en vain.
faq-gap-line = { $times ->
    [one] une fois
   *[other] { $times } fois
} cherché en vain : **{ $words }** ({ $at })
faq-gap-repeated = demandé { $times } fois : `nº { $number }` **{ $title }**
faq-approved = « { $title } » est maintenant dans la FAQ, entrée nº { $number }.
faq-confirmed = « { $title } » est juste. Elle reviendra le { $at }.
faq-no-targets = Il n'y a pas encore d'entrée avec laquelle fusionner.
faq-merge-which = De quelle entrée fera-t-elle partie ? Vous pourrez modifier les deux textes ensemble avant tout changement.
faq-due = { $count ->
    [one] Une entrée de la FAQ est à revoir : est-elle toujours juste ?
   *[other] { $count } entrées de la FAQ sont à revoir : sont-elles toujours justes ?
}
faq-due-more = … et { $count } de plus

# Modifier
faq-saved = Enregistré : entrée nº { $number }, révision { $revision }.
faq-saved-unpublished = Enregistré : entrée nº { $number }. Seule la modération la voit.
faq-moved = « { $title } » est maintenant à la place { $position }.
faq-retired = « { $title } » est retirée. `/faq restore` la ramène.
faq-merged = « { $title } » est retirée ; qui la cherche trouve « { $target } ».
faq-dropped = Votre texte est abandonné ; l'entrée est comme avant.
faq-edit-long = La réponse dépasse { $most } caractères, plus qu'un champ de formulaire ne contient. Modifiez ce fichier, puis envoyez-le dans le formulaire.
faq-conflict = { $member } a modifié cette entrée pendant que vous écriviez. Rien n'est encore écrasé. De son texte (-) au vôtre (+) :
faq-aliases = « { $title } » se trouve aussi par :
faq-aliases-none = « { $title } » n'a pas d'autres mots.

# Historique
faq-history = Historique de « { $title } »
faq-revision-line = `nº { $number }` { $change } par { $member }, { $at }
faq-no-difference = Aucun mot n'a changé.
faq-change-create = écrite
faq-change-edit = modifiée
faq-change-publish = publiée
faq-change-retire = retirée
faq-change-restore = restaurée
faq-change-merge = fusionnée
faq-change-alias = autres mots changés
faq-change-order = déplacée
faq-change-confirm = trouvée juste
faq-change-import = importée

# Import et export
faq-exported = { $count ->
    [one] Une entrée
   *[other] { $count } entrées
} dans un zip ; `/faq import` le reprend.
faq-import-plan = Voici ce qui se passerait : **{ $new } nouvelles**, **{ $changed } modifiées**, { $same } identiques, { $conflicting } en conflit, { $invalid } illisibles. Rien n'est encore fait ; le rapport nomme chaque fichier.
faq-effect-new = { $count ->
    [one] Nouvelle
   *[other] Nouvelles ({ $count })
}
faq-effect-changed = { $count ->
    [one] Modifiée
   *[other] Modifiées ({ $count })
}
faq-effect-same = { $count ->
    [one] Identique
   *[other] Identiques ({ $count })
}
faq-effect-conflicting = { $count ->
    [one] Modifiée sur le serveur depuis l'export
   *[other] Modifiées sur le serveur depuis l'export ({ $count })
}
faq-effect-invalid = { $count ->
    [one] Illisible
   *[other] Illisibles ({ $count })
}
faq-import-topics = sans les sujets que ce serveur n'a pas : { $topics }
faq-imported = Importées : { $new } nouvelles, { $changed } modifiées.
faq-import-left = { $count ->
    [one] Un fichier a été laissé, car quelqu'un a modifié son entrée ou pris son titre entre-temps
   *[other] { $count } fichiers ont été laissés, car quelqu'un a modifié leurs entrées ou pris leurs titres entre-temps
} : { $names }. Importez encore pour voir pourquoi.
faq-import-dropped = Rien n'a été importé.
faq-file-line = ligne { $line } : { $fault }
faq-file-no-front = pas d'en-tête : le fichier doit commencer par une ligne ---, puis id et title
faq-file-open-front = l'en-tête n'est pas fermé par une ligne ---
faq-file-bad-yaml = l'en-tête n'est pas du YAML simple : par ligne, un nom et sa valeur ou sa liste, sans étiquette ni alias ; mettez entre guillemets un texte qui contient deux-points
faq-file-bad-json = JSON invalide
faq-file-no-entries = pas de liste « entries »
faq-file-no-answer = pas de texte « answer »
faq-file-unknown-key = « { $key } » est inconnu
faq-file-bad-id = id doit être fait de minuscules, chiffres et tirets, 60 au plus, comme n-plus-one
faq-file-no-title = pas de titre
faq-file-no-list = { $key } doit être une liste de textes
faq-file-bad-state = state doit être draft, published ou retired
faq-file-no-number = { $key } doit être un nombre à partir de 1
faq-file-bad-date = review_by doit être une date entre 2000 et 2199, par exemple 2026-03-31
faq-file-twice = l'id { $id } est aussi dans { $path }
faq-file-title-taken = le titre « { $title } » appartient à { $id }
faq-file-not-attached = ces fichiers ne sont pas venus avec : { $names }
faq-file-bad-path = un chemin qui sort du zip n'est pas lu
faq-file-unreadable = le fichier est abîmé ou chiffré
faq-file-too-large = plus de { $most }
faq-file-not-utf8 = ce n'est pas un texte en UTF-8

# Ce qui ne va pas
faq-not-found = Aucune entrée ne s'appelle « { $words } ».
    .example = choisissez dans la liste qui paraît en tapant, ou donnez son numéro : 12
faq-unknown = Cette entrée n'existe pas (ou plus).
faq-unknown-topic = Ce serveur n'a pas de sujet « { $name } ».
    .example = { $topic }
faq-unknown-suggestion = Cette proposition n'existe pas (ou plus).
faq-unknown-question = Cette question n'existe pas.
faq-question-has-entry = La FAQ répond déjà à cette question : « { $title } ».
faq-question-unsolved = La question n'a pas de réponse acceptée à garder.
    .example = acceptez d'abord une réponse, avec `/question accept`
faq-title-empty = La question ne dit rien en mots.
    .example = Pourquoi ma liste fait-elle des centaines de requêtes ?
faq-title-too-long = La question a { $length } caractères, { $most } sont possibles.
    .example = Pourquoi ma liste fait-elle des centaines de requêtes ?
faq-title-taken = L'entrée nº { $number }, « { $title } », a déjà cette question. Fusionnez, ou demandez autrement.
faq-answer-empty = La réponse est vide.
    .example = écrivez-la, ou envoyez un fichier .md
faq-answer-too-long = La réponse a { $length } caractères, { $most } sont possibles. Deux entrées valent peut-être mieux qu'une.
    .example = enregistrez-le en UTF-8 dans votre éditeur et renvoyez-le
faq-too-many-files = Une entrée a { $most } fichiers au plus.
faq-too-many-aliases = Une entrée a { $most } autres mots au plus.
faq-alias-too-long = « { $alias }… » dépasse { $most } caractères.
    .example = requêtes N+1
faq-alias-known = On la trouve déjà par ces mots.
faq-no-such-alias = « { $alias } » n'est pas l'un de ses autres mots.
    .example = `/faq alias` sans `add` ni `remove` les liste
faq-reason-empty = Il faut une raison : la personne qui l'a proposée la lira.
    .example = La documentation de Django le dit mieux, et reste à jour : …
faq-decided-already = { $by } a déjà décidé : { $state ->
    [approved] acceptée
    [merged] fusionnée avec une entrée
    [declined] refusée
   *[withdrawn] reprise
}.
faq-suggested-already = Le message attend déjà dans la file, proposition nº { $number }.
faq-draft-gone = C'est déjà envoyé, ou trop ancien.
    .example = recommencez avec `/faq suggest`
faq-not-your-answer = Seul l'auteur de la réponse peut le faire.
faq-merge-itself = Une entrée ne peut prendre sa propre place.
faq-merge-into-unpublished = « { $title } » n'est pas publiée, personne ne la trouverait.
faq-not-published = « { $title } » n'est pas publiée.
faq-not-retired = « { $title } » n'est pas retirée. Avec `revision`, un texte antérieur revient.
faq-no-such-revision = Il n'y a pas de révision { $number }.
    .example = `/faq history` les liste
faq-state-already = « { $title } » est déjà { $state ->
    [published] publiée
   *[retired] retirée
}.
faq-gap-gone = C'est déjà ôté de la liste.
faq-message-of-bot = Un bot a écrit ce message.
faq-message-empty = Ce message n'a pas de texte que le bot puisse lire.
faq-no-message = Il n'y a pas de tel message que vous puissiez voir.
    .example = un lien, copié depuis le menu du message
faq-may-not-post = Vous ne pouvez pas écrire dans { $channel }.
faq-cannot-post = Je ne peux pas écrire dans { $channel }. Modération : `/doctor` dit ce qui manque.
faq-nothing-yet = La FAQ est encore vide.
faq-archive-too-large = Les fichiers dépassent { $most }.
    .example = `nexus faq import` sur la ligne de commande de la machine du bot
faq-archive-too-many = Le zip contient plus de { $most } fichiers.
faq-archive-broken = Je ne peux pas ouvrir { $name } : le zip est abîmé. Recréez-le et réessayez.
    .example = refaites-le, ou envoyez un seul fichier .md
faq-archive-empty = Il n'y a pas d'entrée dedans.
    .example = un zip de fichiers .md, comme `/faq export` le fait
faq-import-gone = Cet import est fait, ou trop ancien.
    .example = recommencez avec `/faq import`
faq-export-too-large = Le zip fait { $size }, plus que Discord n'accepte ici.
    .example = `nexus faq export` sur la ligne de commande de la machine du bot

# Le journal
faq-audit-create = a écrit une entrée
faq-audit-edit = a modifié une entrée
faq-audit-publish = a publié une entrée
faq-audit-retire = a retiré une entrée
faq-audit-restore = a restauré une entrée
faq-audit-merge = a fusionné une entrée
faq-audit-alias = a changé les autres mots d'une entrée
faq-audit-order = a déplacé une entrée
faq-audit-confirm = a trouvé une entrée juste
faq-audit-import = a importé des entrées
faq-audit-approve = a accepté une proposition
faq-audit-decline = a refusé une proposition

# Indices
faq-hint = Ceci a peut-être déjà une réponse : **{ $title }**
faq-hint-show = Montrer
faq-hint-drop = Pas utile
faq-button-starter = Voir la FAQ de départ

faq-digest-new = { $count ->
    [one] 📖 1 nouvelle entrée de la FAQ
   *[other] 📖 { $count } nouvelles entrées de la FAQ
}
faq-digest-line = { $title } (`/faq show { $number }`)
faq-card-lost = La carte de la suggestion nº { $number }, **{ $title }**, ne peut pas être affichée. { $reason } Elle reste dans `/faq review`.
